using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.CheckAdminSession;

/// <summary>Returns whether a session of the admin pages is live and its owner is still staff.</summary>
public sealed record CheckAdminSessionQuery(Guid UserId, Guid SessionId) : IRequest<bool>;
