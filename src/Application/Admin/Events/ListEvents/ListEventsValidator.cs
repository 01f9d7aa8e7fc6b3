using CleanAuth.Application.Accounts;
using CleanAuth.Application.Auditing;
using CleanAuth.Application.Validation;
using FluentValidation;

namespace CleanAuth.Application.Admin.Events.ListEvents;

internal sealed class ListEventsValidator : AbstractValidator<ListEventsQuery>
{
    private static readonly string UnknownKind =
        $"Not a valid kind. Use one of these instead: {string.Join(", ", EventKindNames.Names)}.";

    private static readonly TextRule EmailSearch = new()
    {
        Optional = true,
        AllowNull = true,
        AllowBlank = true,
        MaxLength = AccountRules.MaxEmailLength,
    };

    public ListEventsValidator()
    {
        RuleFor(query => query.Filter.Kind)
            .Must(kind => kind is null || EventKindNames.Exists(kind))
            .OverridePropertyName(nameof(EventFilter.Kind))
            .WithMessage(UnknownKind);
        RuleFor(query => query.Filter.Email).Follows(EmailSearch, fieldName: "user");
    }
}
