using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Login.ConfirmLoginCode;

internal sealed class ConfirmLoginCodeValidator : AbstractValidator<ConfirmLoginCodeCommand>
{
    public const string OneOfTwo = "Send a code or a token, not both.";

    private static readonly TextRule Secret = new() { MaxLength = 128 };

    public ConfirmLoginCodeValidator()
    {
        RuleFor(command => command.Nonce).Follows(Secret);
        RuleFor(command => command.Token).Follows(Secret with { Optional = true });
        RuleFor(command => command.Code)
            .Follows(Secret)
            .When(command => command.Token.IsAbsent, ApplyConditionTo.CurrentValidator)
            .Must(code => code.IsAbsent)
            .When(command => !command.Token.IsAbsent, ApplyConditionTo.CurrentValidator)
            .WithMessage(OneOfTwo);
    }
}
