using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenValidatorTests
{
    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Tokens))]
    public async Task BlacklistRefreshToken_WhenTheTokenIsBroken_SaysSo(Field<string> token, string[] messages)
    {
        string[] failures = await new BlacklistRefreshTokenValidator().FailuresAsync(new BlacklistRefreshTokenCommand(token));

        Assert.That(failures, Is.EqualTo(messages.Of("Refresh")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Tokens))]
    public async Task BlacklistRefreshToken_WhenTheTokenIsAnyText_LeavesTheRestToTheVerifier(Field<string> token)
    {
        string[] failures = await new BlacklistRefreshTokenValidator().FailuresAsync(new BlacklistRefreshTokenCommand(token));

        Assert.That(failures, Is.Empty);
    }
}
