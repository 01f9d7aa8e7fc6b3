using CleanAuth.Application.Tokens.VerifyToken;
using CleanAuth.Application.UnitTests.Validation;
using CleanAuth.Application.Validation;

namespace CleanAuth.Application.UnitTests.Tokens.VerifyToken;

internal sealed class VerifyTokenValidatorTests
{
    [TestCaseSource(typeof(InvalidText), nameof(InvalidText.Tokens))]
    public async Task VerifyToken_WhenTheTokenIsInvalid_ReturnsItsMessages(Field<string> token, string[] messages)
    {
        string[] failures = await new VerifyTokenValidator().FailuresAsync(new VerifyTokenQuery(token));

        Assert.That(failures, Is.EqualTo(messages.Of("Token")));
    }

    [TestCaseSource(typeof(ValidText), nameof(ValidText.Tokens))]
    public async Task VerifyToken_WhenTheTokenIsAnyText_IsAccepted(Field<string> token)
    {
        string[] failures = await new VerifyTokenValidator().FailuresAsync(new VerifyTokenQuery(token));

        Assert.That(failures, Is.Empty);
    }
}
