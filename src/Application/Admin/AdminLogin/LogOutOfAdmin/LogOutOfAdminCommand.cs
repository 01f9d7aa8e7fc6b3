using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogOutOfAdmin;

/// <summary>Signs out of the admin's pages.</summary>
public sealed record LogOutOfAdminCommand(Guid UserId, Guid SessionId) : IRequest;
