using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>What has no place in the product, each with a line that would be found.</summary>
internal sealed class BannedCodeTests
{
    [TestCase(@"\bMarshal\.|\bunsafe\s*(\{|\w+ \w+[ (])", "unsafe { *pointer = 1; }", TestName = "Code_IsMemorySafe")]
    [TestCase(@"\bMD5\b|TripleDES|\bRC2\b|CipherMode|\bAes\.Create", "aes.Mode = CipherMode.ECB;", TestName = "Code_EncryptsByDataProtectionAlone")]
    [TestCase(@"BinaryFormatter|JsonPolymorphic|JsonDerivedType|TypeNameHandling|Xml(Reader|Document|Serializer)", "[JsonPolymorphic]", TestName = "Code_ReadsKnownTypesOnly")]
    [TestCase(@"Guid\.NewGuid|\bnew Random\(|Random\.Shared", "Guid token = Guid.NewGuid();", TestName = "Code_DrawsIdsFromTheSecureGenerator")]
    [TestCase(@"(FromSql|ExecuteSql|SqlQuery)Raw|CommandText\s*=\s*(string\.|\$)", "command.CommandText = $\"DELETE FROM {table}\";", TestName = "Code_BuildsNoSqlFromText")]
    [TestCase(@"Range\(typeof", "[Range(typeof(TimeSpan), \"00:00:01\", \"00:05:00\")]", TestName = "Code_ChecksRangesThatManyMayCheckAtOnce")]
    [TestCase(@"Process\.Start|CSharpScript", "Process.Start(name);", TestName = "Code_StartsNoProgram")]
    public void Code_WhenRead_HasNone(string banned, string sample)
    {
        Assert.That(sample, Does.Match(banned));
        Assert.That(Code.Files.Where(file => Regex.IsMatch(file.Text, banned)).Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void Console_WhenWrittenTo_IsSoByCommandsAlone()
    {
        string[] writers = [.. Code.Files.Where(file => Regex.IsMatch(file.Text, @"\bConsole\.")).Select(file => file.Path)];

        Assert.That(writers, Is.Not.Empty.And.All.StartsWith("src/WebApi/Commands/"));
    }
}
