using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using Moq;

namespace CleanAuth.Application.UnitTests.Tokens;

internal sealed class AccessTokenWriterTests
{
    private static readonly Guid SessionId = Guid.NewGuid();
    private static readonly DateTimeOffset Latest = TestData.Now.AddDays(1);

    private readonly Ports ports = new();
    private readonly User user = TestData.NewUser();

    [Test]
    public async Task Issue_WhenRightsAreNotIncluded_ReadsNone()
    {
        string token = await ports.AccessTokenIssuer().IssueAsync(user, SessionId, Latest, default);

        Assert.That(token, Is.EqualTo($"access {user.Id} {SessionId}"));
        ports.RightsReader.VerifyNoOtherCalls();
    }

    [Test]
    public async Task Issue_WhenRightsAreIncluded_WritesTheCurrentRights()
    {
        Rights rights = new(user, [], PermissionSet.Create([Permissions.EndSession]));
        ports.RightsReader.Setup(reader => reader.ReadAsync(user.Id, It.IsAny<CancellationToken>())).ReturnsAsync(rights);
        ports.TokenIssuer.Setup(issuer => issuer.IssueAccessToken(user, SessionId, Latest, rights)).Returns("with rights");
        ports.Options = new TokenOptions { IncludePermissions = true };

        string token = await ports.AccessTokenIssuer().IssueAsync(user, SessionId, Latest, default);

        Assert.That(token, Is.EqualTo("with rights"));
    }

    [Test]
    public async Task Issue_WhenTheAccountIsDeletedMeanwhile_WritesNoGroups()
    {
        ports.TokenIssuer
            .Setup(issuer => issuer.IssueAccessToken(
                user, SessionId, Latest, It.Is<Rights>(rights => rights.Groups.Count == 0 && rights.User == user)))
            .Returns("without groups");
        ports.Options = new TokenOptions { IncludePermissions = true };

        string token = await ports.AccessTokenIssuer().IssueAsync(user, SessionId, Latest, default);

        Assert.That(token, Is.EqualTo("without groups"));
    }
}
