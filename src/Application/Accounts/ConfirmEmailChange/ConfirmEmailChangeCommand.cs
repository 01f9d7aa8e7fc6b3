using CleanAuth.Application.Abstractions;
using MediatR;

namespace CleanAuth.Application.Accounts.ConfirmEmailChange;

/// <summary>Has an account use the address that waits for it, by the link that was sent there.</summary>
public sealed record ConfirmEmailChangeCommand(Field<string> Token) : IRequest;
