using CleanAuth.Application.Admin.Users;

namespace CleanAuth.WebApi.AdminPages.Users;

/// <summary>What the list of accounts shows.</summary>
public sealed record UsersPage(UsersQuery Query, UsersPageDto Users);
