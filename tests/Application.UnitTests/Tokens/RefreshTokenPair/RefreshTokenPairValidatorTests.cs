using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Tokens.RefreshTokenPair;

internal sealed class RefreshTokenPairValidatorTests
{
    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Tokens))]
    public async Task RefreshTokenPair_WhenTheTokenIsBroken_SaysSo(Field<string> token, string[] messages)
    {
        string[] failures = await new RefreshTokenPairValidator().FailuresAsync(new RefreshTokenPairCommand(token));

        Assert.That(failures, Is.EqualTo(messages.Of("Refresh")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Tokens))]
    public async Task RefreshTokenPair_WhenTheTokenIsAnyText_LeavesTheRestToTheVerifier(Field<string> token)
    {
        string[] failures = await new RefreshTokenPairValidator().FailuresAsync(new RefreshTokenPairCommand(token));

        Assert.That(failures, Is.Empty);
    }
}
