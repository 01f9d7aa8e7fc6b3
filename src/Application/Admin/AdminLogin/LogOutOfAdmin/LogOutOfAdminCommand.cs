using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;

/// <summary>Logs out of the admin pages.</summary>
public sealed record LogOutOfAdminCommand(Guid UserId, Guid SessionId) : IRequest;
