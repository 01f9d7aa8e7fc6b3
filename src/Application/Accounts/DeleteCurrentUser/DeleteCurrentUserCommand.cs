using MediatR;

namespace CleanAuth.Application.Accounts.DeleteCurrentUser;

/// <summary>Deletes the caller's account and all that belongs to it.</summary>
public sealed record DeleteCurrentUserCommand(Guid UserId) : IRequest;
