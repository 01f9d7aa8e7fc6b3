using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>The rights in an access token.</summary>
internal sealed class RightsInTokensTests
{
    // The verifier refuses longer tokens.
    private const int MaxTokenLength = 8 * 1024;

    [Test]
    public void IssueAccessToken_WhenRightsAreIncluded_HasThemAfterTheOtherClaims()
    {
        using TokenKit kit = new();
        kit.User.GrantStaff(TestData.Now);
        Group[] groups = [NewGroup("Audit & more", Permissions.ExportUsers), NewGroup("Söldner", Permissions.AddUser)];
        Rights rights = new(kit.User, groups, PermissionSet.Create([Permissions.ExportUsers, Permissions.AddUser]));

        string token = kit.Issuer.IssueAccessToken(kit.User, kit.Token.SessionId, kit.Token.ExpiresAt, rights);

        Assert.That(TokenKit.Text(token, segment: 1), Does.EndWith(
            ""","epoch":0,"groups":["Audit & more","Söldner"],"permissions":["add_user","export_users"],"""
            + "\"is_staff\":true,\"is_superuser\":false}"));
    }

    [Test]
    public void IssueAccessToken_WhenTheOwnerIsASuperuser_HasEveryPermission()
    {
        using TokenKit kit = new();
        kit.User.GrantSuperuser(TestData.Now);

        string token = kit.Issuer.IssueAccessToken(
            kit.User, kit.Token.SessionId, kit.Token.ExpiresAt, new Rights(kit.User, [], PermissionSet.None));

        Assert.That(
            TokenKit.Payload(token)["permissions"]!.AsArray().Select(name => (string?)name),
            Is.EqualTo(Permissions.All.Order(StringComparer.Ordinal)));
    }

    // The password changes between the login and the reading of rights; the token must be invalid after that.
    [Test]
    public void IssueAccessToken_WhenTheAccountChangesMeanwhile_KeepsTheVerifiedEpoch()
    {
        using TokenKit kit = new();
        User changedUser = TestData.NewUser();
        changedUser.ReplacePassword("another hash", TestData.Now);

        string token = kit.Issuer.IssueAccessToken(
            kit.User, kit.Token.SessionId, kit.Token.ExpiresAt, new Rights(changedUser, [], PermissionSet.None));

        Assert.That((int?)TokenKit.Payload(token)["epoch"], Is.Zero);
    }

    // Each kind of character needs another number of bytes; the name is the longest that the validator accepts.
    [TestCase("a", Group.MaxNameLength)]
    [TestCase("群", Group.MaxNameBytes / 3)]
    [TestCase("😀", Group.MaxNameBytes / 12)]
    [TestCase("\"", Group.MaxNameBytes / 2)]
    [TestCase("\u0001", Group.MaxNameBytes / 6)]
    public async Task IssueAccessToken_WhenGroupsAreManyAndLong_IsShortEnoughToBeVerified(string character, int count)
    {
        using TokenKit kit = new();
        kit.User.GrantSuperuser(TestData.Now);
        string name = string.Concat(Enumerable.Repeat(character, count));
        Group[] groups = [.. Enumerable.Range(0, Group.MaxPerUser).Select(_ => NewGroup(name, Permissions.AddUser))];

        string token = kit.Issuer.IssueAccessToken(
            kit.User, kit.Token.SessionId, kit.Token.ExpiresAt, new Rights(kit.User, groups, PermissionSet.None));

        VerifiedToken verified = await kit.Verifier.VerifyAsync(token);
        Assert.That(verified.UserId, Is.EqualTo(kit.User.Id));
        Assert.That(token, Has.Length.LessThan(MaxTokenLength - 1024), "Deployers add claims too.");
        Assert.That(TokenKit.Payload(token)["groups"]!.AsArray().Select(group => (string?)group), Is.All.EqualTo(name));
    }

    private static Group NewGroup(string name, string permission) => Group.Create(name, PermissionSet.Create([permission]), TestData.Now);
}
