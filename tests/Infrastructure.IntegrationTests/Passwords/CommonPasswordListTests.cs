using System.IO.Compression;
using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class CommonPasswordListTests
{
    private readonly CommonPasswordList passwords = new();

    [Test]
    public void Contains_WhenThePasswordIsListed_IsTrueInAnyCase()
    {
        string[] listed = ReadList();

        string[] unknown = [.. listed.Where(password => !passwords.Contains(password) || !passwords.Contains(password.ToUpperInvariant()))];

        Assert.That(listed, Has.Length.GreaterThan(19_000));
        Assert.That(unknown, Is.Empty);
    }

    // ASVS 5.0, 6.2.4: at least three thousand of the passwords have the minimum length.
    [Test]
    public void List_WhenOnlyPasswordsOfEightCharactersCount_HasThreeThousand() =>
        Assert.That(ReadList().Count(password => password.Length >= 8), Is.GreaterThan(3_000));

    [TestCase("password")]
    [TestCase("PassWord")]
    [TestCase("ｐａｓｓｗｏｒｄ")]
    [TestCase("12345678")]
    [TestCase("①②③④⑤⑥⑦⑧")]
    [TestCase("qwertyuiop")]
    public void Contains_WhenThePasswordIsWellKnown_IsTrue(string password) =>
        Assert.That(passwords.Contains(password), Is.True);

    [TestCase("correct horse battery staple")]
    [TestCase("tide pool lantern orbit")]
    [TestCase(" password")]
    [TestCase("😀😁😂🤣😃😄😅😆")]
    [TestCase("")]
    public void Contains_WhenThePasswordIsNotListed_IsFalse(string password) =>
        Assert.That(passwords.Contains(password), Is.False);

    private static string[] ReadList()
    {
        using Stream stream = typeof(CommonPasswordList).Assembly.GetManifestResourceStream("common-passwords.txt.gz")!;
        using StreamReader reader = new(new GZipStream(stream, CompressionMode.Decompress));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
