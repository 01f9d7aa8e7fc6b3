using CleanAuth.Application.Tokens.VerifyToken;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Tokens.VerifyToken;

internal sealed class VerifyTokenValidatorTests
{
    [TestCaseSource(typeof(BrokenText), nameof(BrokenText.Tokens))]
    public async Task VerifyToken_WhenTheTokenIsBroken_SaysSo(Field<string> token, string[] messages)
    {
        string[] failures = await new VerifyTokenValidator().FailuresAsync(new VerifyTokenQuery(token));

        Assert.That(failures, Is.EqualTo(messages.Of("Token")));
    }

    [TestCaseSource(typeof(GoodText), nameof(GoodText.Tokens))]
    public async Task VerifyToken_WhenTheTokenIsAnyText_LeavesTheRestToTheVerifier(Field<string> token)
    {
        string[] failures = await new VerifyTokenValidator().FailuresAsync(new VerifyTokenQuery(token));

        Assert.That(failures, Is.Empty);
    }
}
