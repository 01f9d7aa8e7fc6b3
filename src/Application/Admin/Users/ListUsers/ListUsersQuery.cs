using CleanAuth.Application.Abstractions.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ListUsers;

/// <summary>Lists accounts: those whose email or username begins with a text, or all in an order.</summary>
/// <param name="CallerId">Who asks.</param>
/// <param name="Filter">Which accounts.</param>
/// <param name="Ordering"><c>created</c>, <c>email</c>, <c>username</c> or <c>last_login</c>, with a minus from the end; newest first when absent. A search has its own order: emails, then usernames.</param>
/// <param name="Cursor">Where to go on: the <c>next</c> of the page before.</param>
/// <param name="PageSize">How many, 1 to 200; 50 when absent.</param>
public sealed record ListUsersQuery(Guid CallerId, UserFilter Filter, string? Ordering, string? Cursor, int? PageSize)
    : IRequest<UsersPageDto>, IStaffRequest;
