using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// Limits account changes that void emailed links. Otherwise an attacker could void every link that the owner of the address requests.
/// </summary>
internal sealed class AccountChangeLimiter(AttemptLimiter attemptLimiter, ThrottlingOptions options)
{
    /// <summary>
    /// Counts a password change by the holder of the account, after the new password is accepted. Each change sends an email, ends
    /// sessions and voids links. The counter belongs to the account, not to its address.
    /// </summary>
    /// <exception cref="ThrottledException">The password of the account was changed too often.</exception>
    public Task CountPasswordChangeAsync(User user, CancellationToken cancellationToken) =>
        CountAsync(AttemptPurpose.PasswordChange, $"{user.Id}", ThrottlingOptions.PasswordChanges, cancellationToken);

    /// <summary>
    /// Counts a deletion or an address change of an account whose address was never verified. The counter belongs to the address, so
    /// that another registration of the address does not reset it. Accounts with a verified address are not limited.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts with this address were deleted or changed their address.</exception>
    public Task CountLeavingUnverifiedAddressAsync(User user, CancellationToken cancellationToken) => user.IsEmailVerified
        ? Task.CompletedTask
        : CountAsync(AttemptPurpose.UnverifiedDeparture, user.Email, ThrottlingOptions.UnverifiedAddressChanges, cancellationToken);

    /// <summary>
    /// Counts an unconfirmed change to an address. Otherwise an attacker could change to the address and back repeatedly, by an undo, and
    /// void the links of its owner each time.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts have changed to this address.</exception>
    public Task CountMoveToUnconfirmedAddressAsync(string email, CancellationToken cancellationToken) =>
        CountAsync(AttemptPurpose.UnverifiedArrival, email, ThrottlingOptions.UnverifiedAddressChanges, cancellationToken);

    private async Task CountAsync(AttemptPurpose purpose, string subject, AttemptLimit limit, CancellationToken cancellationToken)
    {
        if (options.Enabled)
        {
            AttemptCounter current = await attemptLimiter.ReadAsync(AttemptCounter.Create(purpose, subject), cancellationToken);
            await attemptLimiter.CountAsync(current, limit, cancellationToken);
        }
    }
}
