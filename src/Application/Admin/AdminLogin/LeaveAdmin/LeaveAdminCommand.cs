using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LeaveAdmin;

/// <summary>Signs out of the admin's pages.</summary>
public sealed record LeaveAdminCommand(Guid UserId, Guid SessionId) : IRequest;
