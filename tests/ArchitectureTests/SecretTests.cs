using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.UpdateCurrentUser;
using CleanAuth.Application.Login;
using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.Login.ObtainTokenPair;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.Tokens.VerifyToken;
using CleanAuth.ArchitectureTests.Violators;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.WebApi.CurrentUser;
using CleanAuth.WebApi.Login;
using CleanAuth.WebApi.Registration;
using CleanAuth.WebApi.Tokens;

namespace CleanAuth.ArchitectureTests;

/// <summary>The generated ToString of a record prints its members, so a secret could reach a log.</summary>
internal sealed class SecretTests
{
    private static readonly Type[] KnownHolders =
    [
        typeof(RegisterUserCommand), typeof(LoginUserCommand), typeof(UpdateCurrentUserCommand), typeof(CreateSuperuserCommand),
        typeof(SetUserPasswordCommand), typeof(ObtainTokenPairCommand), typeof(RefreshTokenPairCommand), typeof(VerifyTokenQuery),
        typeof(BlacklistRefreshTokenCommand), typeof(TokenPair), typeof(RefreshedTokensDto), typeof(LoggedInUserDto),
        typeof(CurrentUserDto), typeof(JwtOptions), typeof(RegisterUserRequest), typeof(LoginUserRequest),
        typeof(UpdateCurrentUserRequest), typeof(ObtainTokenPairRequest), typeof(RefreshTokenRequest), typeof(VerifyTokenRequest),
    ];

    private static IEnumerable<Type> Records => Layers.Types.Where(type => !type.IsAbstract && type.IsRecord());

    [TestCaseSource(nameof(Records))]
    public void ToString_WhenARecordHoldsASecret_DoesNotShowIt(Type record)
    {
        string text = new Canary().Build(record).ToString()!;

        Assert.That(text, Does.Not.Contain(Canary.Text));
    }

    [Test]
    public void Records_WhenTheyHoldASecret_AreFound()
    {
        Type[] holders = [.. Records.Where(HoldsASecret)];

        Assert.That(holders, Is.SupersetOf(KnownHolders));
    }

    [TestCase(typeof(PrintedPasswordCommand))]
    [TestCase(typeof(PrintedKeyOptions))]
    [TestCase(typeof(PrintedTokens))]
    [TestCase(typeof(NestedSecretDto))]
    public void ToString_WhenARecordShowsItsSecret_IsReported(Type violator)
    {
        string text = new Canary().Build(violator).ToString()!;

        Assert.That(text, Does.Contain(Canary.Text));
    }

    [Test]
    public void ToString_WhenARecordHidesItsSecrets_IsNotReported()
    {
        Canary canary = new();

        string text = canary.Build(typeof(KeptSecret)).ToString()!;

        Assert.That((canary.Marks, text.Contains(Canary.Text, StringComparison.Ordinal)), Is.EqualTo((3, false)));
    }

    private static bool HoldsASecret(Type record)
    {
        Canary canary = new();
        canary.Build(record);
        return canary.Marks > 0;
    }
}
