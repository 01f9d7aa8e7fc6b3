using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Auditing;
using FluentValidation;

namespace CleanAuth.Application.Admin.Events.ListEvents;

internal sealed class ListEventsValidator : AbstractValidator<ListEventsQuery>
{
    private static readonly string UnknownKind = $"Not a valid kind. Use one of these instead: {string.Join(", ", EventKindNames.Names)}.";

    public ListEventsValidator()
    {
        RuleFor(query => query.Filter.Kind)
            .Must(kind => kind is null || EventKindNames.Exists(kind))
            .OverridePropertyName(nameof(EventFilter.Kind))
            .WithMessage(UnknownKind);
        RuleFor(query => query.Filter.Email).IsEmailSearch();
    }
}
