using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class CpuQuotaTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-quota-");

    [TearDown]
    public void DeleteTheFolder() => folder.Delete(recursive: true);

    [TestCase("0::/", "cpu.max", "200000 100000", true)]
    [TestCase("0::/", "cpu.max", "50000 100000", true)]
    [TestCase("0::/", "cpu.max", "max 100000", false)]
    [TestCase("0::/system.slice/cleanauth.service", "system.slice/cleanauth.service/cpu.max", "200000 100000", true)]
    [TestCase("0::/system.slice/cleanauth.service", "system.slice/cleanauth.service/cpu.max", "max 100000", false)]
    [TestCase("0::/system.slice/cleanauth.service", "system.slice/cpu.max", "200000 100000", true)]
    [TestCase("0::/system.slice/cleanauth.service", "system.slice/other.service/cpu.max", "200000 100000", false)]
    [TestCase("0::/docker/c79e2b7b3e", "cpu.max", "200000 100000", true)]
    [TestCase("4:cpu,cpuacct:/docker/c79e2b7b3e", "cpu/docker/c79e2b7b3e/cpu.cfs_quota_us", "200000", true)]
    [TestCase("4:cpu,cpuacct:/docker/c79e2b7b3e", "cpu/docker/c79e2b7b3e/cpu.cfs_quota_us", "-1", false)]
    [TestCase("4:cpu,cpuacct:/docker/c79e2b7b3e", "cpu/docker/cpu.cfs_quota_us", "200000", true)]
    [TestCase("4:cpuset:/docker/c79e2b7b3e", "cpu/docker/c79e2b7b3e/cpu.cfs_quota_us", "200000", false)]
    [TestCase("9:name=systemd:/\n1:cpu:/\n0::/", "cpu/cpu.cfs_quota_us", "200000", true)]
    [TestCase("1:cpu:/\n0::/", "cpu.max", "200000 100000", true)]
    [TestCase("0::/../other", "cpu.max", "200000 100000", true)]
    [TestCase("0::/", "cpu.max", "", false)]
    [TestCase("0::/", "cpu.max", "many 100000", false)]
    [TestCase("0::/", "cpu.max", "0 100000", false)]
    [TestCase("0::/", "cpu.max", "99999999999999999999 100000", false)]
    [TestCase("0::/", "cpu.pressure", "200000 100000", false)]
    [TestCase("", "cpu.max", "200000 100000", false)]
    [TestCase("cpu", "cpu.max", "200000 100000", false)]
    public async Task Exists_WhenTheGroupsAreRead_FindsAQuotaOfTheGroupOrOneAbove(string membership, string file, string limit, bool expected)
    {
        string groups = Path.Combine(folder.FullName, "membership");
        string mount = Path.Combine(folder.FullName, "mount");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(mount, file))!);
        await File.WriteAllTextAsync(groups, $"{membership}\n");
        await File.WriteAllTextAsync(Path.Combine(mount, file), $"{limit}\n");

        bool exists = CpuQuota.Exists(groups, mount);

        Assert.That(exists, Is.EqualTo(expected));
    }

    [Test]
    public void Exists_WhenThereAreNoControlGroups_ReturnsFalse()
    {
        bool exists = CpuQuota.Exists(Path.Combine(folder.FullName, "missing"), folder.FullName);

        Assert.That(exists, Is.False);
    }
}
