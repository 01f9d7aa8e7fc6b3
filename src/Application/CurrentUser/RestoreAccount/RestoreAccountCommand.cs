using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.CurrentUser.RestoreAccount;

/// <summary>Takes back that an account was deleted, for the link that its owner was sent then.</summary>
public sealed record RestoreAccountCommand(Field<string> Token) : IRequest;
