using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users.BulkUpdateUsers;

internal sealed class BulkUpdateUsersValidator : AbstractValidator<BulkUpdateUsersCommand>
{
    private const int MaxUsers = 200;

    public BulkUpdateUsersValidator()
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.Action)
            .NotNull().WithMessage(TextRule.Required)
            .Must(BulkUserActions.Exists).WithMessage("Not a valid choice. Use deactivate, activate or end_sessions.");
        RuleFor(command => command.UserIds)
            .NotNull().WithMessage(TextRule.Required)
            .Must(ids => ids!.Count > 0).WithMessage("This list may not be empty.")
            .Must(ids => ids!.Count <= MaxUsers).WithMessage($"Ensure this field has no more than {MaxUsers} elements.");
    }
}
