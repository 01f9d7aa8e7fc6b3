using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;

/// <summary>Logs a member of staff in to the admin pages.</summary>
public sealed record LogInToAdminCommand(Field<string> Email, Field<string> Password) : IRequest<AdminSessionDto>;

/// <summary>A session of the admin pages.</summary>
public sealed record AdminSessionDto(Guid UserId, Guid SessionId, DateTimeOffset ExpiresAt);
