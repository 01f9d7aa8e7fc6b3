using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>
/// Updates one account while its row is locked, so that no concurrent update is lost. The update and everything that it adds are
/// saved in one transaction.
/// </summary>
public interface IAccountUpdates
{
    /// <summary>Updates an account and returns the result of the update.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="version">The <see cref="EntityVersion"/> that the account must have; null for any.</param>
    /// <param name="staffId">
    /// The member of staff who requests the update; null where none does. Their row is locked too: nobody can revoke their rights
    /// between the check of the rights and the commit.
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

    /// <summary>Deletes an account and its data. If there is too much for one transaction, the oldest sessions and events are deleted first.</summary>
    /// <param name="userId">The account.</param>
    /// <param name="version">The <see cref="EntityVersion"/> that the account must have; null for any.</param>
    /// <param name="staffId">The member of staff who requests the deletion, whose row is locked too; null where none does.</param>
    /// <param name="keptEmails">The kinds of waiting emails that outlive the account; the others are deleted.</param>
    /// <param name="check">Throws to refuse. It may run more than once. Events and emails that it adds outlive the account.</param>
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
