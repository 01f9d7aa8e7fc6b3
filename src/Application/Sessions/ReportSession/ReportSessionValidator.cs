using CleanAuth.Application.Links;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Sessions.ReportSession;

internal sealed class ReportSessionValidator : AbstractValidator<ReportSessionCommand>
{
    public ReportSessionValidator()
    {
        RuleFor(command => command.Token).Follows(AccountLinkRedeemer.Rule);
    }
}
