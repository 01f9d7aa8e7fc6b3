using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Accounts.ConfirmPasswordReset;

/// <summary>Gives an account another password, by the link that was sent to its address.</summary>
public sealed record ConfirmPasswordResetCommand(Field<string> Token, Field<string> NewPassword) : IRequest;
