using System.Text.RegularExpressions;

namespace CleanAuth.ArchitectureTests.Sources;

/// <summary>One thing has one name. These names must not come back; <c>docs/glossary.md</c> has the current ones.</summary>
internal sealed partial class OldNameTests
{
    private static readonly string[] OldNames =
    [
        "SignIn", "CodeSignIn", "EntranceController", "EnterByCode", "EnterAdminCommand", "LeaveAdminCommand",
        "SessionOpening", "SessionEnding", "CurrentPassword", "NewPassword", "SetPasswordCommand", "ChangeOwnPasswordCommand",
        "RemoveUserCommand", "RemoveGroupCommand", "Leaving", "LeavingController", "EmailRestoring", "RestoreEmailCommand", "Likeness",
        "Afterwards", "ContestedAccount", "LinkUse", "OwnAccount", "IAccountChanges", "LoginRecord", "Letter", "LetterWriter",
        "LetterLimits", "WriteLetterCommand", "MailText", "WrittenMail", "MailStore", "OutgoingMail", "Rotation", "ITokenExchange",
        "TokenExchange", "HeavyAccounts", "Patience", "HeldRows", "Saving", "Batches", "KeptSqliteConnection", "SqliteMigrationTurn",
        "RefusalWork", "HashWork", "StoredHashes", "HashingGate", "ClockJumps", "PollingClock", "ClockFault", "IEventTrail",
        "ISecurityEvents", "AccountEvents", "TokenEvents", "SessionEvents", "AdminEvents", "UserStretch", "UserPlace", "IUserDirectory",
        "ActOnUsersCommand", "BlacklistTokenCommand", "StaffChanges", "AccountName", "Meeting", "Battlefield", "Shot", "Post", "Guest",
        "PostedTests", "WorkingTests", "EnteringTests", "RegisteringUnseenTests", "SameWorkTests", "AnyInput",
    ];

    private static readonly SourceFile[] Sources = [.. SourceFile.ReadAll("src"), .. SourceFile.ReadAll("tests")];

    [Test]
    public void Types_WhenNamed_HaveNoOldName()
    {
        string[] found = [.. OldNamesIn(Sources).Select(type => $"{type.Path}: {type.Name}")];

        Assert.That(found, Is.Empty, "Use the name that docs/glossary.md gives this thing.");
    }

    [TestCase("internal sealed class Leaving(IUnitOfWork unitOfWork)", ExpectedResult = true)]
    [TestCase("public interface ITokenExchange\n{", ExpectedResult = true)]
    [TestCase("public readonly record struct UserPlace(Guid Id);", ExpectedResult = true)]
    [TestCase("internal sealed class AccountDeletion", ExpectedResult = false)]
    [TestCase("internal sealed class LeavingPage", ExpectedResult = false)]
    [TestCase("// No class Leaving any more.", ExpectedResult = false)]
    public bool Types_WhenTheyHaveAnOldName_AreReported(string text) => OldNamesIn([new SourceFile("src/Sample.cs", text)]).Any();

    private static IEnumerable<(string Path, string Name)> OldNamesIn(IEnumerable<SourceFile> files) =>
        from file in files
        from match in Declaration().Matches(file.Text)
        let name = match.Groups[1].Value
        where OldNames.Contains(name)
        select (file.Path, name);

    [GeneratedRegex(@"^[ \w]*\b(?:class|interface|enum|struct|record) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
