using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.CurrentUser.RestoreCurrentUser;

/// <summary>Takes back that an account was deleted, for the link that its owner was sent then.</summary>
public sealed record RestoreCurrentUserCommand(Field<string> Token) : IRequest;
