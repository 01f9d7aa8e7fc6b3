using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;

/// <summary>Signs somebody on the staff in to the admin's pages.</summary>
public sealed record LogInToAdminCommand(Field<string> Email, Field<string> Password) : IRequest<AdminSessionDto>;

/// <summary>A session of the admin's pages.</summary>
public sealed record AdminSessionDto(Guid UserId, Guid SessionId, DateTimeOffset ExpiresAt);
