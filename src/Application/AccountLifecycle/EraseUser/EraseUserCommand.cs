using MediatR;

namespace CleanAuth.Application.AccountLifecycle.EraseUser;

/// <summary>Erases an account whose erasure is due. Returns false if the erasure is no longer due.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Now">The time of the sweep that found the account.</param>
public sealed record EraseUserCommand(Guid UserId, DateTimeOffset Now) : IRequest<bool>;
