using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>Limits the changes of an account by which an attacker could void the links of the owner of an address.</summary>
internal sealed class AccountChangeLimiter(AttemptLimiter attemptLimiter, ThrottlingOptions options)
{
    /// <summary>
    /// Counts a change of the password by the holder of the account, once the new password is accepted. Each change sends an email and ends
    /// sessions, and a thief could void every link that the owner requests. The account is counted, whatever its address.
    /// </summary>
    /// <exception cref="ThrottledException">The account has changed its password too often.</exception>
    public Task CountPasswordChangeAsync(User user, CancellationToken cancellationToken) =>
        CountAsync(AttemptPurpose.PasswordChange, $"{user.Id}", ThrottlingOptions.PasswordChanges, cancellationToken);

    /// <summary>
    /// Counts that an account leaves an address that its holder never verified, by a deletion or for another address. The address is counted,
    /// whatever accounts have it. Leaving a verified address is not counted: the owner may leave.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts have left the address.</exception>
    public Task CountLeavingUnverifiedAddressAsync(User user, CancellationToken cancellationToken) => user.IsEmailVerified
        ? Task.CompletedTask
        : CountAsync(AttemptPurpose.UnverifiedDeparture, user.Email, ThrottlingOptions.UnverifiedAddressChanges, cancellationToken);

    /// <summary>
    /// Counts that an account moves to an address without a confirmation. Otherwise moves to the address and back, by an undo, could void the
    /// links of its owner without end.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts have moved to the address.</exception>
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
