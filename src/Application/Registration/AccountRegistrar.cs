using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.Registration;

/// <summary>
/// Stores new accounts. If <see cref="AccountOptions.RequireVerifiedEmail"/> is on, a registration with an address that is taken gets the
/// normal response, and the owner of the address is notified by email. A deactivated decoy account then reserves the username, so that the
/// caller cannot detect the difference.
/// </summary>
internal sealed class AccountRegistrar(
    IUserRepository users,
    IOutbox outbox,
    ISecurityEventWriter events,
    IUnitOfWork unitOfWork,
    AccountOptions options)
{
    private const string Email = "email";

    /// <summary>Creates the account of an address by <paramref name="create"/>, and stores it.</summary>
    /// <exception cref="InvalidInputException">The username is taken, or the address is taken and need not be verified.</exception>
    public async Task<User> SaveAsync(string email, Func<string, User> create, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!options.RequireVerifiedEmail)
        {
            return await SaveAccountAsync(create(email), now, cancellationToken);
        }

        if (await users.IsEmailTakenAsync(email, exceptBy: null, cancellationToken))
        {
            return await SaveDecoyAsync(email, create, now, cancellationToken);
        }

        try
        {
            return await SaveAccountAsync(create(email), now, cancellationToken);
        }
        catch (InvalidInputException refusal) when (refusal.Errors.ContainsKey(Email))
        {
            // A concurrent request registered the address first.
            unitOfWork.Discard();
            return await SaveDecoyAsync(email, create, now, cancellationToken);
        }
    }

    private Task<User> SaveAccountAsync(User user, DateTimeOffset now, CancellationToken cancellationToken) =>
        SaveAsync(user, OutgoingEmail.To(user, EmailKind.VerifyEmail, now), now, cancellationToken);

    // The decoy has an unguessable address and no password, and it is deactivated, so it cannot be used.
    private Task<User> SaveDecoyAsync(string email, Func<string, User> create, DateTimeOffset now, CancellationToken cancellationToken)
    {
        User decoy = create(EmailAddress.CreateUndeliverable());
        decoy.VoidPassword(now);
        decoy.Deactivate(now);
        return SaveAsync(decoy, OutgoingEmail.ToAddress(email, EmailKind.AddressInUse, now), now, cancellationToken);
    }

    private async Task<User> SaveAsync(User user, OutgoingEmail email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.LifetimeOfUnused is { } lifetime)
        {
            user.ExpireUnlessVerified(now + lifetime);
        }

        users.Add(user);
        outbox.Add(email);
        events.Add(SecurityEventKind.Registered, user.Id, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return user;
    }
}
