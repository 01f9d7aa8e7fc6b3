using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Passwords.RequestPasswordReset;

/// <summary>Sends a password reset link to an address, if it has an active account.</summary>
public sealed record RequestPasswordResetCommand(Field<string> Email) : IRequest;
