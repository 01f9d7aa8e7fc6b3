using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.UnitTests.CurrentUser;

internal sealed class CurrentUserReaderTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task ToDto_WhenCalled_ReturnsEveryMember()
    {
        User user = TestData.NewUser();
        user.ChangeBirthDate(new DateOnly(1815, 12, 10), TestData.Now);
        user.GrantStaff(TestData.Now);

        CurrentUserDto dto = await ports.CurrentUserReader().ToDtoAsync(user, Guid.NewGuid(), default);

        Assert.That(
            dto,
            Is.EqualTo(new CurrentUserDto(
                user.Id, TestData.Email, TestData.Username, "bio", "Ada Lovelace", new DateOnly(1815, 12, 10), true)));
    }

    [Test]
    public async Task ToDto_WhenTokensAreNotRequested_IssuesNone()
    {
        PresentedToken own = StoreLive();

        CurrentUserDto dto = await ports.CurrentUserReader().ToDtoAsync(own.User, own.Session.Id, default);

        Assert.That(dto.Tokens, Is.Null);
        ports.VerifyNothingIssued();
    }

    [Test]
    public async Task ToDto_WhenTokensAreRequested_ReturnsTheLiveRefreshTokenOfTheSession()
    {
        ports.Options = new TokenOptions { IncludeInUserResponse = true };
        PresentedToken own = StoreLive();

        CurrentUserDto dto = await ports.CurrentUserReader().ToDtoAsync(own.User, own.Session.Id, default);

        Assert.That(
            dto.Tokens,
            Is.EqualTo(new TokenPair($"refresh {own.Token.Id}", $"access {own.User.Id} {own.Session.Id}")));
    }

    [Test]
    public async Task ToDto_WhenTokensAreRequested_StoresNone()
    {
        ports.Options = new TokenOptions { IncludeInUserResponse = true };
        PresentedToken own = StoreLive();

        await ports.CurrentUserReader().ToDtoAsync(own.User, own.Session.Id, default);

        Assert.That(ports.SessionWrites, Is.Empty);
        Assert.That(ports.Saves, Is.Zero);
    }

    [Test]
    public async Task ToDto_WhenTheSessionHasNoLiveToken_IssuesNone()
    {
        ports.Options = new TokenOptions { IncludeInUserResponse = true };
        PresentedToken another = StoreLive();

        CurrentUserDto dto = await ports.CurrentUserReader().ToDtoAsync(another.User, Guid.NewGuid(), default);

        Assert.That(dto.Tokens, Is.Null);
        ports.VerifyNothingIssued();
    }

    private PresentedToken StoreLive()
    {
        PresentedToken own = TestData.NewToken();
        ports.StoreLive(own.Token);
        return own;
    }
}
