using CleanAuth.Application.Login.ConfirmLoginCode;
using CleanAuth.Application.Validation;
using FluentValidation.Results;

namespace CleanAuth.Application.UnitTests.Login.ConfirmLoginCode;

internal sealed class ConfirmLoginCodeValidatorTests
{
    private static readonly TestCaseData[] Proofs =
    [
        Proof("a code", "123456", default, ""),
        Proof("a token", default, "secret", ""),
        Proof("neither", default, default, "Code: This field is required."),
        Proof("both", "123456", "secret", $"Code: {ConfirmLoginCodeValidator.OneOfTwo}"),
        Proof(
            "a code and no token",
            "123456",
            Field<string>.Null,
            $"Token: This field may not be null.|Code: {ConfirmLoginCodeValidator.OneOfTwo}"),
        Proof("a number", Field<string>.Malformed, default, "Code: Not a valid string."),
        Proof("much", new string('1', 129), default, "Code: Ensure this field has no more than 128 characters."),
        Proof("a blank token", default, "", "Token: This field may not be blank."),
    ];

    [TestCaseSource(nameof(Proofs))]
    public void ConfirmLoginCode_WhenNotExactlyOneOfCodeAndTokenIsSent_IsRefused(Field<string> code, Field<string> token, string expected)
    {
        ValidationResult result = new ConfirmLoginCodeValidator().Validate(
            new ConfirmLoginCodeCommand("nonce") { Code = code, Token = token });

        Assert.That(string.Join('|', result.Errors.Select(error => $"{error.PropertyName}: {error.ErrorMessage}")), Is.EqualTo(expected));
    }

    [Test]
    public void ConfirmLoginCode_WhenTheNonceIsMissing_IsRefused()
    {
        ValidationResult result = new ConfirmLoginCodeValidator().Validate(
            new ConfirmLoginCodeCommand(default(Field<string>)) { Code = "123456" });

        Assert.That(result.Errors.Select(error => error.ErrorMessage), Is.EqualTo(["This field is required."]));
    }

    private static TestCaseData Proof(string label, Field<string> code, Field<string> token, string expected) =>
        new TestCaseData(code, token, expected).SetArgDisplayNames(label);
}
