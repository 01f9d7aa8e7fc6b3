using CleanAuth.Application.Abstractions.Accounts;
using MediatR;

namespace CleanAuth.Application.Admin.Users.ListUsers;

/// <summary>Lists all accounts in an order, or those whose email or username begins with a text.</summary>
/// <param name="CallerId">The caller.</param>
/// <param name="Filter">Conditions on the accounts.</param>
/// <param name="Ordering">
/// <c>created</c>, <c>email</c>, <c>username</c> or <c>last_login</c>, with a minus in descending order; newest first if absent. A
/// search has its own order: emails, then usernames.
/// </param>
/// <param name="Cursor">The <c>next</c> of the previous page.</param>
/// <param name="PageSize">The size of the page, 1 to 200; 50 if absent.</param>
public sealed record ListUsersQuery(Guid CallerId, UserFilter Filter, string? Ordering, string? Cursor, int? PageSize)
    : IRequest<UsersPageDto>, IStaffRequest;
