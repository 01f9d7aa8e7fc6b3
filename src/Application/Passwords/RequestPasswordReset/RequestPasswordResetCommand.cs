using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.Passwords.RequestPasswordReset;

/// <summary>Has a link to choose another password sent to the account of an address, if there is one.</summary>
public sealed record RequestPasswordResetCommand(Field<string> Email) : IRequest;
