using CleanAuth.Application.Errors;

namespace CleanAuth.Application.Abstractions.Persistence;

public interface IUnitOfWork
{
    /// <summary>Saves all additions and changes in one transaction.</summary>
    /// <exception cref="InvalidInputException">The email address or the username belongs to another account.</exception>
    /// <exception cref="AccountChangedException">The account was changed or deleted since it was read.</exception>
    Task SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Discards all unsaved additions and changes. Call it after a failed save.</summary>
    void Discard();
}
