using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>
/// Updates one account while its row is locked, so that no concurrent update is lost. The update and everything that it adds to the
/// unit of work are saved in one transaction.
/// </summary>
public interface IAccountUpdates
{
    /// <summary>Updates an account and returns the result of the update.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="version">The <see cref="EntityVersion"/> that the account must have; null for any.</param>
    /// <param name="staffId">
    /// The member of staff who requests the update; null if the caller is not staff. Their row is locked too, so that their rights cannot
    /// be revoked between the check and the commit.
    /// </param>
    /// <param name="change">Updates the account. It may run more than once, and must not do slow work.</param>
    /// <param name="cancellationToken">Cancels the update, unless its commit has started.</param>
    /// <exception cref="NotFoundException">The account does not exist.</exception>
    /// <exception cref="VersionMismatchException">The account has changed since that version.</exception>
    /// <exception cref="InvalidInputException">Another account has the email address or the username.</exception>
    Task<T> UpdateAsync<T>(
        Guid userId,
        string? version,
        Guid? staffId,
        Func<User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken);

    /// <summary>Updates an account in any version for a caller who is not staff, and returns the result of the update.</summary>
    /// <inheritdoc cref="UpdateAsync{T}(Guid, string?, Guid?, Func{User, CancellationToken, Task{T}}, CancellationToken)"/>
    Task<T> UpdateAsync<T>(Guid userId, Func<User, CancellationToken, Task<T>> change, CancellationToken cancellationToken) =>
        UpdateAsync(userId, version: null, staffId: null, change, cancellationToken);

    /// <summary>Updates an account in any version for a caller who is not staff.</summary>
    /// <inheritdoc cref="UpdateAsync{T}(Guid, string?, Guid?, Func{User, CancellationToken, Task{T}}, CancellationToken)"/>
    Task UpdateAsync(Guid userId, Func<User, CancellationToken, Task> change, CancellationToken cancellationToken) => UpdateAsync(
        userId,
        async (user, token) =>
        {
            await change(user, token);
            return true;
        },
        cancellationToken);

    /// <summary>
    /// Deletes an account and its data. If the data is too much for one transaction, earlier transactions delete the oldest sessions and
    /// events.
    /// </summary>
    /// <param name="userId">The account.</param>
    /// <param name="version">The <see cref="EntityVersion"/> that the account must have; null for any.</param>
    /// <param name="staffId">The member of staff who requests the deletion, whose row is locked too; null if not staff.</param>
    /// <param name="keptEmails">The kinds of unsent emails that stay; the others are deleted.</param>
    /// <param name="check">
    /// Throws an exception to refuse the deletion. It may run more than once. Events and emails that it adds are not deleted.
    /// </param>
    /// <param name="cancellationToken">Cancels the deletion, unless its commit has started.</param>
    /// <exception cref="NotFoundException">The account does not exist.</exception>
    /// <exception cref="VersionMismatchException">The account has changed since that version.</exception>
    Task DeleteAsync(
        Guid userId,
        string? version,
        Guid? staffId,
        IReadOnlyCollection<EmailKind> keptEmails,
        Func<User, CancellationToken, Task> check,
        CancellationToken cancellationToken);
}
