using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using Moq;

namespace CleanAuth.Application.UnitTests.Accounts;

internal sealed class SignInTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task TryAsync_WhenThePasswordIsRight_OpensASession()
    {
        ports.Options = new TokenOptions { RefreshTokenLifetime = TimeSpan.FromDays(7) };
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await TryAsync();

        RefreshToken saved = ports.SavedTokens.Single();
        Assert.That(
            (saved.UserId, saved.IssuedAt, saved.ExpiresAt),
            Is.EqualTo((user.Id, TestData.Now, TestData.Now.AddDays(7))));
    }

    [Test]
    public async Task TryAsync_WhenThePasswordIsRight_AnswersTheTokensOfTheSession()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        SignedInUser? signedIn = await TryAsync();

        RefreshToken saved = ports.SavedTokens.Single();
        TokenPair tokens = new($"refresh {saved.Id}", $"access {user.Id} {saved.SessionId}");
        Assert.That(signedIn, Is.EqualTo(new SignedInUser(user, tokens)));
    }

    [Test]
    public async Task TryAsync_WhenThePasswordIsRight_RecordsTheLogin()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await TryAsync();

        Assert.That((user.LastLoginAt, ports.Saves), Is.EqualTo(((DateTimeOffset?)TestData.Now, 1)));
    }

    [Test]
    public async Task TryAsync_WhenThePasswordIsWrong_IsRefused()
    {
        User user = ports.Register(TestData.NewUser());

        SignedInUser? signedIn = await TryAsync();

        Assert.That((signedIn, user.LastLoginAt), Is.EqualTo(((SignedInUser?)null, (DateTimeOffset?)null)));
        VerifyNothingDone();
    }

    [Test]
    public async Task TryAsync_WhenTheAccountIsDeactivated_IsRefused()
    {
        ports.Register(TestData.NewUser(isActive: false));
        ports.AcceptPassword(PasswordVerdict.RightButOutdated);

        SignedInUser? signedIn = await TryAsync();

        Assert.That(signedIn, Is.Null);
        VerifyNothingDone();
    }

    [Test]
    public async Task TryAsync_WhenTheAccountIsUnknown_IsRefused()
    {
        SignedInUser? signedIn = await TryAsync();

        Assert.That(signedIn, Is.Null);
        VerifyNothingDone();
    }

    [Test]
    public async Task TryAsync_WhenTheAccountIsUnknown_DoesTheSameWork()
    {
        await TryAsync();

        ports.PasswordHasher.Verify(
            hasher => hasher.VerifyAsync(TestData.Password, null, It.IsAny<CancellationToken>()),
            Times.Once);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task TryAsync_WhenTheAccountIsKnown_VerifiesThePasswordOnce(bool isActive)
    {
        ports.Register(TestData.NewUser(isActive: isActive));

        await TryAsync();

        ports.PasswordHasher.Verify(
            hasher => hasher.VerifyAsync(TestData.Password, TestData.PasswordHash, It.IsAny<CancellationToken>()),
            Times.Once);
        ports.PasswordHasher.VerifyNoOtherCalls();
    }

    [Test]
    public void TryAsync_WhenVerifyingIsBusy_SaysSo()
    {
        ports.Register(TestData.NewUser());
        ports.PasswordHasher
            .Setup(hasher => hasher.VerifyAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusyException(TimeSpan.FromSeconds(1)));

        Assert.ThrowsAsync<ServiceBusyException>(TryAsync);

        VerifyNothingDone();
    }

    [Test]
    public async Task TryAsync_WhenTheHashIsOutdated_UpgradesIt()
    {
        User user = ports.Register(TestData.NewUser());
        ports.AcceptPassword(PasswordVerdict.RightButOutdated);

        SignedInUser? signedIn = await TryAsync();

        Assert.That(signedIn, Is.Not.Null);
        ports.Users.Verify(
            users => users.UpgradePasswordHashAsync(user.Id, TestData.PasswordHash, TestData.NewHash, It.IsAny<CancellationToken>()),
            Times.Once);
    }

    [Test]
    public async Task TryAsync_WhenTheHashIsUpToDate_LeavesIt()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();

        await TryAsync();

        VerifyNoUpgrade();
    }

    [Test]
    public async Task TryAsync_WhenHashingIsBusyAtTheUpgrade_LogsInAllTheSame()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword(PasswordVerdict.RightButOutdated);
        ports.PasswordHasher.Setup(hasher => hasher.HashAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusyException(TimeSpan.FromSeconds(1)));

        SignedInUser? signedIn = await TryAsync();

        Assert.That((signedIn is not null, ports.SavedTokens.Count), Is.EqualTo((true, 1)));
        VerifyNoUpgrade();
    }

    [Test]
    public async Task TryAsync_WhenTheAccountChangesMeanwhile_IsRefused()
    {
        ports.Register(TestData.NewUser());
        ports.AcceptPassword();
        ports.RefuseToSave(new AccountChangedException());

        SignedInUser? signedIn = await TryAsync();

        Assert.That(signedIn, Is.Null);
        ports.VerifyNothingIssued();
    }

    private Task<SignedInUser?> TryAsync() => ports.SignIn().TryAsync(TestData.Email, TestData.Password, default);

    private void VerifyNothingDone()
    {
        Assert.That((ports.Saves, ports.SavedTokens.Count), Is.EqualTo((0, 0)));
        ports.VerifyNothingIssued();
        VerifyNoUpgrade();
    }

    private void VerifyNoUpgrade() => ports.Users.Verify(
        users => users.UpgradePasswordHashAsync(
            It.IsAny<Guid>(), It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()),
        Times.Never);
}
