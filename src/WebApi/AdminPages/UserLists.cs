using CleanAuth.Application.Admin;
using CleanAuth.Application.Admin.ListRefreshTokens;
using CleanAuth.Application.Admin.ListUserSessions;

namespace CleanAuth.WebApi.AdminPages;

/// <summary>An account and its sessions.</summary>
public sealed record UserSessionsPage(UserDetailsDto User, UserSessionsPageDto Sessions);

/// <summary>An account and its refresh tokens.</summary>
public sealed record RefreshTokensPage(UserDetailsDto User, RefreshTokensPageDto Tokens);
