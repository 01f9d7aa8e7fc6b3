using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Passwords.ConfirmPasswordReset;

/// <summary>Gives an account another password, by the link that was sent to its address.</summary>
public sealed record ConfirmPasswordResetCommand(Field<string> Token, Field<string> NewPassword) : IRequest;
