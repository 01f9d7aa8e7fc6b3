using System.Text.RegularExpressions;

namespace CleanAuth.ArchitectureTests.Sources;

internal sealed partial class SourceTests
{
    private const int MaxHandlerLines = 60;
    private const int MaxProgramLines = 49;

    private static readonly SourceFile[] Sources = SourceFile.ReadAll("src");

    [Test]
    public void Sources_WhenRead_AreFound()
    {
        string[] paths = [.. Sources.Select(file => file.Path)];

        Assert.That(
            paths,
            Is.SupersetOf(["src/WebApi/Program.cs", "src/Application/Registration/RegisterUser/RegisterUserHandler.cs"]));
    }

    [Test]
    public void Handlers_WhenWritten_StayShort()
    {
        string[] tooLong = LongerThan(MaxHandlerLines, Sources.Where(IsHandler));

        Assert.That(tooLong, Is.Empty);
    }

    [Test]
    public void Program_WhenWritten_StaysShort()
    {
        string[] tooLong = LongerThan(MaxProgramLines, Sources.Where(IsProgram));

        Assert.That(tooLong, Is.Empty);
    }

    [TestCase("src/Application/Accounts/Sample/SampleHandler.cs", 60, ExpectedResult = false)]
    [TestCase("src/Application/Accounts/Sample/SampleHandler.cs", 61, ExpectedResult = true)]
    [TestCase("src/WebApi/Program.cs", 49, ExpectedResult = false)]
    [TestCase("src/WebApi/Program.cs", 50, ExpectedResult = true)]
    public bool Sources_WhenTooLong_AreReported(string path, int lines)
    {
        SourceFile[] files = [new(path, new string('\n', lines))];

        return LongerThan(MaxHandlerLines, files.Where(IsHandler))
            .Concat(LongerThan(MaxProgramLines, files.Where(IsProgram)))
            .Any();
    }

    [Test]
    public void Namespaces_WhenDeclared_MatchTheFolders()
    {
        string[] misplaced = [.. Sources.Where(file => !IsProgram(file) && !IsInItsFolder(file)).Select(file => file.Path)];

        Assert.That(misplaced, Is.Empty);
    }

    [TestCase("src/Domain/Accounts/User.cs", "namespace CleanAuth.Domain.Accounts;", ExpectedResult = true)]
    [TestCase("src/Domain/Accounts/User.cs", "namespace CleanAuth.Domain.Accounts\n{\n}", ExpectedResult = true)]
    [TestCase("src/Domain/User.cs", "namespace CleanAuth.Domain;", ExpectedResult = true)]
    [TestCase("src/Domain/Accounts/User.cs", "namespace CleanAuth.Domain;", ExpectedResult = false)]
    [TestCase("src/Domain/Accounts/User.cs", "namespace CleanAuth.Domain.Accounts.Users;", ExpectedResult = false)]
    [TestCase("src/Domain/Accounts/User.cs", "namespace Domain.Accounts;", ExpectedResult = false)]
    [TestCase("src/Domain/Accounts/User.cs", "// no namespace", ExpectedResult = false)]
    public bool Namespaces_WhenTheyDoNotMatch_AreReported(string path, string text) => IsInItsFolder(new SourceFile(path, text));

    private static bool IsHandler(SourceFile file) =>
        file.Path.StartsWith("src/Application/", StringComparison.Ordinal) && file.Name.EndsWith("Handler.cs", StringComparison.Ordinal);

    private static bool IsProgram(SourceFile file) => file.Path == "src/WebApi/Program.cs";

    private static string[] LongerThan(int lines, IEnumerable<SourceFile> files) =>
        [.. files.Where(file => file.Lines > lines).Select(file => $"{file.Path}: {file.Lines} lines")];

    private static bool IsInItsFolder(SourceFile file)
    {
        string folder = file.Path["src/".Length..^(file.Name.Length + 1)];
        return Namespace().Match(file.Text).Groups[1].Value == $"CleanAuth.{folder.Replace('/', '.')}";
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
