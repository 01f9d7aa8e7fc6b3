using CleanAuth.Application.Admin.ListUsers;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>What the list of accounts shows.</summary>
public sealed record UsersPage(UsersQuery Query, UsersPageDto Users);
