using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.CheckAdminSession;

/// <summary>Whether a session of the admin's pages may go on: it has not ended, and its owner is still on the staff.</summary>
public sealed record CheckAdminSessionQuery(Guid UserId, Guid SessionId) : IRequest<bool>;
