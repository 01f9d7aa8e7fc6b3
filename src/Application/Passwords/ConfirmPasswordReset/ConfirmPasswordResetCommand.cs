using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Passwords.ConfirmPasswordReset;

/// <summary>Sets a new password by a reset link.</summary>
public sealed record ConfirmPasswordResetCommand(Field<string> Token, Field<string> NewPassword) : IRequest;
