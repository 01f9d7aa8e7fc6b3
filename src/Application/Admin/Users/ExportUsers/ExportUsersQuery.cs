using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ExportUsers;

/// <summary>Streams all accounts that match a filter, oldest first, or in the order of the search.</summary>
[NeedsPermission(Permissions.ExportUsers), NeedsReauthentication]
public sealed record ExportUsersQuery(Guid CallerId, UserFilter Filter) : IRequest<IAsyncEnumerable<UserRowDto>>, IReauthenticatedRequest
{
    public Guid SessionId { get; init; }

    public Field<string> CurrentPassword { get; init; }
}
