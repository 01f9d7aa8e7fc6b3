using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin;

/// <summary>
/// The only way for staff to change data. Every update checks the rights of the caller again, in its own transaction, while the rows
/// of the caller and of the account are locked. A caller who lost their rights while the request waited is refused, and their rights
/// cannot be revoked before the commit.
/// </summary>
internal sealed class StaffUpdates(IAccountUpdates accounts, StaffAuthorization authorization)
{
    /// <summary>Updates an account that the caller may act on, and returns the result of the update.</summary>
    /// <param name="request">The request of staff.</param>
    /// <param name="userId">The account.</param>
    /// <param name="version">The <see cref="EntityVersion"/> that the account must have; null for any.</param>
    /// <param name="change">
    /// Updates the account, with the caller's present rights. It may run more than once, and must not do slow work.
    /// </param>
    /// <param name="cancellationToken">Cancels the update, unless its commit has started.</param>
    /// <exception cref="AccountUnavailableException">The caller is deleted or deactivated.</exception>
    /// <exception cref="PermissionDeniedException">
    /// The caller lacks a right, or the account is staff and the caller is not a superuser.
    /// </exception>
    /// <inheritdoc
    /// cref="IAccountUpdates.UpdateAsync{T}(Guid, string?, Guid?, Func{User, CancellationToken, Task{T}}, CancellationToken)"
    /// path="/exception"/>
    public Task<T> UpdateUserAsync<T>(
        IStaffRequest request,
        Guid userId,
        string? version,
        Func<StaffMember, User, CancellationToken, Task<T>> change,
        CancellationToken cancellationToken) => accounts.UpdateAsync(
        userId,
        version,
        request.CallerId,
        async (user, token) => await change(await AuthorizeAsync(request, user, token), user, token),
        cancellationToken);

    /// <summary>Updates an account that the caller may act on.</summary>
    /// <inheritdoc cref="UpdateUserAsync{T}"/>
    public Task UpdateUserAsync(
        IStaffRequest request,
        Guid userId,
        string? version,
        Func<StaffMember, User, CancellationToken, Task> change,
        CancellationToken cancellationToken) => UpdateUserAsync(
        request,
        userId,
        version,
        async (actor, user, token) =>
        {
            await change(actor, user, token);
            return true;
        },
        cancellationToken);

    /// <summary>Adds or changes something other than an account.</summary>
    /// <inheritdoc cref="UpdateUserAsync{T}"/>
    public async Task UpdateAsync(IStaffRequest request, Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        bool hasLockedCaller = false;
        try
        {
            await accounts.UpdateAsync(request.CallerId, AuthorizeAndChangeAsync, cancellationToken);
        }
        catch (NotFoundException) when (!hasLockedCaller)
        {
            // The caller was deleted. A NotFoundException after the lock comes from the change.
            throw AccountUnavailableException.NotFound();
        }

        async Task AuthorizeAndChangeAsync(User caller, CancellationToken token)
        {
            hasLockedCaller = true;
            await authorization.AuthorizeAsync(request, token);
            await change(token);
        }
    }

    /// <summary>Requires, within a transaction, that the caller may act on the account.</summary>
    /// <exception cref="AccountUnavailableException">The caller is deleted or deactivated.</exception>
    /// <exception cref="PermissionDeniedException">
    /// The caller lacks a right, or the account is staff and the caller is not a superuser.
    /// </exception>
    public async Task<StaffMember> AuthorizeAsync(IStaffRequest request, User user, CancellationToken cancellationToken)
    {
        StaffMember actor = await authorization.AuthorizeAsync(request, cancellationToken);
        actor.MustBeAbove(user);
        return actor;
    }
}
