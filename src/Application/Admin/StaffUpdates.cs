using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Admin;

/// <summary>
/// The only way in which staff change something. Every change reads the rights of the caller again, in the transaction of the
/// change, while the rows of the caller and of the account are locked: a caller who was demoted or deactivated while the request
/// waited is refused, and nobody takes their rights before the change is committed.
/// </summary>
internal sealed class StaffUpdates(IAccountUpdates accounts, StaffAuthorization authorization)
{
    /// <summary>Changes an account that the caller may act on.</summary>
    /// <param name="request">What is done, and for whom.</param>
    /// <param name="userId">The account.</param>
    /// <param name="version">What <see cref="EntityVersion"/> the account must have; null for any.</param>
    /// <param name="change">Makes the change for the caller as they are now. It may run more than once, and must do nothing slow.</param>
    /// <param name="cancellationToken">Stops it; nothing is then changed, unless that was being committed.</param>
    /// <exception cref="AccountUnavailableException">The caller is deleted or deactivated.</exception>
    /// <exception cref="PermissionDeniedException">The caller lacks a right, or the account is on the staff and the caller no superuser.</exception>
    /// <inheritdoc cref="IAccountUpdates.ChangeAsync" path="/exception"/>
    public Task ChangeUserAsync(
        IStaffRequest request,
        Guid userId,
        string? version,
        Func<StaffMember, User, CancellationToken, Task> change,
        CancellationToken cancellationToken) => accounts.ChangeAsync(
        userId,
        version,
        async (user, token) =>
        {
            StaffMember actor = await AuthorizeAsync(request, user, token);
            await change(actor, user, token);
        },
        cancellationToken);

    /// <summary>What must be asked before an account is deleted for staff, in the transaction that deletes it.</summary>
    /// <param name="request">What is done, and for whom.</param>
    /// <param name="allowed">Notes that the deletion was allowed. It may run more than once.</param>
    public Func<User, CancellationToken, Task> GuardDeletion(IStaffRequest request, Action<User> allowed) => async (user, token) =>
    {
        await AuthorizeAsync(request, user, token);
        allowed(user);
    };

    /// <summary>Adds or changes what is no account.</summary>
    /// <inheritdoc cref="ChangeUserAsync"/>
    public async Task ChangeAsync(IStaffRequest request, Func<CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        bool isLocked = false;
        try
        {
            await accounts.ChangeAsync(request.CallerId, version: null, AuthorizeAndChangeAsync, cancellationToken);
        }
        catch (NotFoundException) when (!isLocked)
        {
            throw AccountUnavailableException.NotFound();
        }

        async Task AuthorizeAndChangeAsync(User caller, CancellationToken token)
        {
            isLocked = true;
            await authorization.AuthorizeAsync(request, token);
            await change(token);
        }
    }

    private async Task<StaffMember> AuthorizeAsync(IStaffRequest request, User user, CancellationToken cancellationToken)
    {
        StaffMember actor = await authorization.AuthorizeAsync(request, cancellationToken);
        actor.MustBeAbove(user);
        return actor;
    }
}
