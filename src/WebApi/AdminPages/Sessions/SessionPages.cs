using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;

namespace CleanAuth.WebApi.AdminPages.Sessions;

/// <summary>An account and its sessions.</summary>
public sealed record UserSessionsPage(UserDetailsDto User, UserSessionsPageDto Sessions);

/// <summary>An account and its refresh tokens.</summary>
public sealed record RefreshTokensPage(UserDetailsDto User, RefreshTokensPageDto Tokens);
