using CleanAuth.Application.Abstractions.Groups;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using FluentValidation;

namespace CleanAuth.Application.Admin.Users.ChangeRights;

internal sealed class ChangeRightsValidator : AbstractValidator<ChangeRightsCommand>
{
    public const string SuperusersAreStaff = "A superuser is staff too.";

    private static readonly string TooManyGroups = $"Ensure this field has no more than {Group.MaxPerUser} elements.";

    public ChangeRightsValidator(IGroupMemberRepository groupMembers)
    {
        RuleLevelCascadeMode = CascadeMode.Stop;

        RuleFor(command => command.IsStaff)
            .NotNull().WithMessage(TextRule.Required)
            .Must((command, isStaff) => isStaff is true || command.IsSuperuser is not true).WithMessage(SuperusersAreStaff);
        RuleFor(command => command.IsSuperuser).NotNull().WithMessage(TextRule.Required);
        RuleFor(command => command.Groups)
            .NotNull().WithMessage(TextRule.Required)
            .Must(groups => groups!.Distinct().Count() <= Group.MaxPerUser).WithMessage(TooManyGroups)
            .CustomAsync(async (groups, context, token) =>
            {
                foreach (Guid unknown in await groupMembers.FindUnknownGroupsAsync([.. groups!.Distinct()], token))
                {
                    context.AddFailure($"Invalid pk \"{unknown}\" - object does not exist.");
                }
            });
        RuleFor(command => command.UserPermissions).ArePermissions();
    }
}
