using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Abstractions.Persistence;

public interface IUnitOfWork
{
    /// <summary>Saves all that was added and changed, or nothing.</summary>
    /// <exception cref="InvalidInputException">The email address or the username belongs to another account.</exception>
    /// <exception cref="AccountChangedException">The account was changed or deleted since it was read.</exception>
    Task SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Forgets what was added and changed and is not saved, after a save that failed.</summary>
    void Discard();
}
