using CleanAuth.Application.Admin.Users;

namespace CleanAuth.WebApi.AdminPages.Users.List;

/// <summary>The model of the list of accounts.</summary>
public sealed record UsersPage(UsersQuery Query, UsersPageDto Users);
