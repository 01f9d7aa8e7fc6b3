using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>
/// Changes to one account that must not be lost nor lose those of others: they are made while its row is locked, and saved
/// with all else that they add, or not at all. In a request of staff the row of the caller is locked too, so that rights which
/// were read in the transaction are still theirs when it is committed.
/// </summary>
public interface IAccountUpdates
{
    /// <summary>Changes an account.</summary>
    /// <param name="userId">Whose account it is.</param>
    /// <param name="version">What <see cref="EntityVersion"/> the account must have; null for any.</param>
    /// <param name="change">Makes the change. It may run more than once, and must do nothing slow.</param>
    /// <param name="cancellationToken">Stops it; nothing is then changed, unless that was being committed.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="VersionMismatchException">The account was changed since that version.</exception>
    /// <exception cref="InvalidInputException">The email address or the username belongs to another account.</exception>
    /// <exception cref="LastSuperuserException">Nobody would be left who may do everything.</exception>
    Task ChangeAsync(Guid userId, string? version, Func<User, CancellationToken, Task> change, CancellationToken cancellationToken);

    /// <summary>Deletes an account and all that belongs to it. Where that is very much, the oldest sessions and events go first.</summary>
    /// <param name="userId">Whose account it is.</param>
    /// <param name="version">What <see cref="EntityVersion"/> the account must have; null for any.</param>
    /// <param name="check">Refuses by an exception. It may run more than once. Security events that it adds outlive the account.</param>
    /// <param name="cancellationToken">Stops it; the account is then as it was, unless its end was being committed.</param>
    /// <exception cref="NotFoundException">There is no such account.</exception>
    /// <exception cref="VersionMismatchException">The account was changed since that version.</exception>
    /// <exception cref="LastSuperuserException">Nobody would be left who may do everything.</exception>
    Task DeleteAsync(Guid userId, string? version, Func<User, CancellationToken, Task> check, CancellationToken cancellationToken);
}
