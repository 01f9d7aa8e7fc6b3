using MediatR;

namespace CleanAuth.Application.AccountLifecycle.EraseUser;

/// <summary>Erases an account whose time to restore, verify or use it has ended. Returns false if it is not due any more.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Now">The time of the sweep that found it.</param>
public sealed record EraseUserCommand(Guid UserId, DateTimeOffset Now) : IRequest<bool>;
