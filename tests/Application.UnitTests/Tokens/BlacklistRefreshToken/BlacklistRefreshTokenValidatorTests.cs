using CleanAuth.Application.Tokens.BlacklistRefreshToken;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Tokens.BlacklistRefreshToken;

internal sealed class BlacklistRefreshTokenValidatorTests
{
    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Tokens))]
    public async Task BlacklistRefreshToken_WhenTheTokenIsInvalid_ReturnsItsMessages(Field<string> token, string[] messages)
    {
        string[] failures = await new BlacklistRefreshTokenValidator().FailuresAsync(new BlacklistRefreshTokenCommand(token));

        Assert.That(failures, Is.EqualTo(messages.Of("Refresh")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Tokens))]
    public async Task BlacklistRefreshToken_WhenTheTokenIsAnyText_IsAccepted(Field<string> token)
    {
        string[] failures = await new BlacklistRefreshTokenValidator().FailuresAsync(new BlacklistRefreshTokenCommand(token));

        Assert.That(failures, Is.Empty);
    }
}
