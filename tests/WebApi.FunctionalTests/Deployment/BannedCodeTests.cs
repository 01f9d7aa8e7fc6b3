using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Deployment;

/// <summary>Code that is banned from the product, each with a line that the test must find.</summary>
internal sealed class BannedCodeTests
{
    [TestCase(@"\bMarshal\.|\bunsafe\s*(\{|\w+ \w+[ (])", "unsafe { *pointer = 1; }", TestName = "Code_IsMemorySafe")]
    [TestCase(@"\bMD5\b|TripleDES|\bRC2\b|CipherMode|\bAes\.Create", "aes.Mode = CipherMode.ECB;", TestName = "Code_EncryptsByDataProtectionAlone")]
    [TestCase(@"BinaryFormatter|JsonPolymorphic|JsonDerivedType|TypeNameHandling|Xml(Reader|Document|Serializer)", "[JsonPolymorphic]", TestName = "Code_ReadsKnownTypesOnly")]
    [TestCase(@"Guid\.NewGuid|\bRandom\b(?!NumberGenerator)\s*(\(|\.|\w+\s*=)", "Random random = new();", TestName = "Code_DrawsIdsFromTheSecureGenerator")]
    [TestCase(@"SqlQueryRaw|CommandText\s*=\s*(string\.|\$)", "command.CommandText = $\"DELETE FROM {table}\";", TestName = "Code_BuildsNoSqlFromText")]
    [TestCase(@"Range\(typeof", "[Range(typeof(TimeSpan), \"00:00:01\", \"00:05:00\")]", TestName = "Code_ChecksRangesThatManyMayCheckAtOnce")]
    [TestCase(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(", "logger.LogInformation($\"{name} logged in\");", TestName = "Code_LogsByConstantTemplates")]
    [TestCase(@"Process\.Start|CSharpScript", "Process.Start(name);", TestName = "Code_StartsNoProgram")]
    public void Code_WhenSearched_ContainsNoBannedCall(string banned, string sample)
    {
        Assert.That(sample, Does.Match(banned));
        Assert.That(Code.Files.Where(file => Regex.IsMatch(file.Text, banned)).Select(file => file.Path), Is.Empty);
    }

    // Texts of users must reach pages and emails through the encoder; only the service sets a time.
    [Test]
    public void RawMarkup_WhenUsed_IsOnlyForTimes()
    {
        string[] writers = [.. Code.Files.Concat(Code.Views).Where(file => Regex.IsMatch(file.Text, @"Html\.Raw|new HtmlString")).Select(file => file.Path)];

        Assert.That(Code.Views, Is.Not.Empty);
        Assert.That(writers, Is.EqualTo(["src/WebApi/AdminPages/Shared/PageView.cs"]));
    }

    // Their text is constant, or has the names of columns from the model; each value is a parameter.
    [Test]
    public void RawSql_WhenUsed_IsOnlyInStatementsWithoutInput()
    {
        string[] users = [.. Code.Files.Where(file => Regex.IsMatch(file.Text, "(FromSql|ExecuteSql)Raw")).Select(file => file.Path)];

        Assert.That(users, Is.EquivalentTo([
            "src/Infrastructure/Persistence/Locks/RowLock.cs",
            "src/Infrastructure/Persistence/Servers/ServerRefreshTokenConsumer.cs",
        ]));
    }

    // The analyzers ban weak hashes, and a suppression would hide a violation from them.
    [Test]
    public void WeakHash_WhenUsed_IsOnlyInTheBreachCheck()
    {
        string[] users = [.. Code.Files.Where(file => Regex.IsMatch(file.Text, @"\bSHA1\b|CA535\d")).Select(file => file.Path)];

        Assert.That(users, Is.EqualTo(["src/Infrastructure/Passwords/BreachedPasswordChecker.cs"]));
    }

    // A file or folder that is created elsewhere gets the mode of the umask.
    [TestCase("new FileStream(path, FileMode.Create)")]
    [TestCase("Directory.CreateDirectory(path)")]
    [TestCase("File.WriteAllText(path, text)")]
    public void File_WhenCreated_IsCreatedOnlyByPrivateFiles(string sample)
    {
        const string creation = @"new (FileStream|StreamWriter)\(\w*(path|file)|File\.(Create|Open(?!Read\()|Append|Write|Copy)|CreateDirectory|CreateTempSubdirectory|GetTempFileName|FileStreamOptions";

        string[] creators = [.. Code.Files.Where(file => Regex.IsMatch(file.Text, creation)).Select(file => file.Path)];

        Assert.That(sample, Does.Match(creation));
        Assert.That(creators, Is.EqualTo(["src/Infrastructure/Files/PrivateFiles.cs"]));
    }

    [Test]
    public void Console_WhenUsed_IsOnlyInCommands()
    {
        string[] writers = [.. Code.Files.Where(file => Regex.IsMatch(file.Text, @"\bConsole\.")).Select(file => file.Path)];

        Assert.That(writers, Is.Not.Empty.And.All.StartsWith("src/WebApi/Cli/"));
    }
}
