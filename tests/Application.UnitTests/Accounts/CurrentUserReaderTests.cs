using CleanAuth.Application.Accounts;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using Moq;

namespace CleanAuth.Application.UnitTests.Accounts;

internal sealed class CurrentUserReaderTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task DescribeAsync_WhenCalled_TellsEveryMember()
    {
        User user = TestData.NewUser();
        user.ChangeBirthDate(new DateOnly(1815, 12, 10), TestData.Now);
        user.GrantStaff(TestData.Now);

        CurrentUserDto dto = await ports.CurrentUserReader().DescribeAsync(user, Guid.NewGuid(), default);

        Assert.That(
            dto,
            Is.EqualTo(new CurrentUserDto(
                user.Id, TestData.Email, TestData.Username, "bio", "Ada Lovelace", new DateOnly(1815, 12, 10), true)));
    }

    [Test]
    public async Task DescribeAsync_WhenTokensAreNotAskedFor_IssuesNone()
    {
        User user = TestData.NewUser();
        RefreshToken token = TestData.NewRefreshToken(user);
        ports.Issue("text", token, user);

        CurrentUserDto dto = await ports.CurrentUserReader().DescribeAsync(user, token.SessionId, default);

        Assert.That(dto.Tokens, Is.Null);
        ports.VerifyNothingIssued();
    }

    [Test]
    public async Task DescribeAsync_WhenTokensAreAskedFor_RepeatsTheSessionsRefreshToken()
    {
        ports.Options = new TokenOptions { IncludeInUserResponse = true };
        User user = TestData.NewUser();
        RefreshToken token = TestData.NewRefreshToken(user);
        ports.Issue("text", token, user);

        CurrentUserDto dto = await ports.CurrentUserReader().DescribeAsync(user, token.SessionId, default);

        Assert.That(dto.Tokens, Is.EqualTo(new TokenPair($"refresh {token.Id}", $"access {user.Id} {token.SessionId}")));
    }

    [Test]
    public async Task DescribeAsync_WhenTokensAreAskedFor_StoresNone()
    {
        ports.Options = new TokenOptions { IncludeInUserResponse = true };
        User user = TestData.NewUser();
        RefreshToken token = TestData.NewRefreshToken(user);
        ports.Issue("text", token, user);

        await ports.CurrentUserReader().DescribeAsync(user, token.SessionId, default);

        ports.RefreshTokens.Verify(tokens => tokens.Add(It.IsAny<RefreshToken>()), Times.Never);
        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public async Task DescribeAsync_WhenTheSessionHasEnded_IssuesNoTokens()
    {
        ports.Options = new TokenOptions { IncludeInUserResponse = true };
        User user = TestData.NewUser();
        RefreshToken token = TestData.NewRefreshToken(user, blacklistedAt: TestData.Earlier);
        ports.Issue("text", token, user);

        CurrentUserDto dto = await ports.CurrentUserReader().DescribeAsync(user, token.SessionId, default);

        Assert.That(dto.Tokens, Is.Null);
        ports.VerifyNothingIssued();
    }
}
