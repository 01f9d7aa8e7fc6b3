using CleanAuth.Application.Validation;
using MediatR;

namespace CleanAuth.Application.CurrentUser.RestoreCurrentUser;

/// <summary>Restores a deleted account by the link in the email about the deletion.</summary>
public sealed record RestoreCurrentUserCommand(Field<string> Token) : IRequest;
