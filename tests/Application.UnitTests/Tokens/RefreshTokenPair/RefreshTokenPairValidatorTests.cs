using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairValidatorTests
{
    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Tokens))]
    public async Task RefreshTokenPair_WhenTheTokenIsInvalid_ReturnsItsMessages(Field<string> token, string[] messages)
    {
        string[] failures = await new RefreshTokenPairValidator().FailuresAsync(new RefreshTokenPairCommand(token));

        Assert.That(failures, Is.EqualTo(messages.Of("Refresh")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Tokens))]
    public async Task RefreshTokenPair_WhenTheTokenIsAnyText_IsAccepted(Field<string> token)
    {
        string[] failures = await new RefreshTokenPairValidator().FailuresAsync(new RefreshTokenPairCommand(token));

        Assert.That(failures, Is.Empty);
    }
}
