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
/// Stores new accounts. Where addresses must be verified, one that is taken is answered like any other, and its owner is told
/// by mail: what is stored then is a decoy, so that the username is taken afterwards as it would be otherwise.
/// </summary>
internal sealed class AccountRegistrar(
    IUserRepository users,
    IOutbox outbox,
    ISecurityEventWriter events,
    IUnitOfWork unitOfWork,
    AccountOptions options)
{
    private const string Email = "email";

    /// <summary>Stores what <paramref name="create"/> makes for an address.</summary>
    /// <exception cref="InvalidInputException">The username is taken; or the address, where that is no secret.</exception>
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
            // Another request has just taken it.
            unitOfWork.Discard();
            return await SaveDecoyAsync(email, create, now, cancellationToken);
        }
    }

    private Task<User> SaveAccountAsync(User user, DateTimeOffset now, CancellationToken cancellationToken) =>
        SaveAsync(user, OutgoingEmail.To(user, EmailKind.VerifyEmail, now), now, cancellationToken);

    // It has an address that nobody has and nobody can learn, and is shut: nothing can be done with it.
    private Task<User> SaveDecoyAsync(string email, Func<string, User> create, DateTimeOffset now, CancellationToken cancellationToken)
    {
        User decoy = create(EmailAddress.CreateUndeliverable());
        decoy.VoidPassword(now);
        decoy.Deactivate(now);
        return SaveAsync(decoy, OutgoingEmail.ToAddress(email, EmailKind.AddressInUse, now), now, cancellationToken);
    }

    private async Task<User> SaveAsync(User user, OutgoingEmail mail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (options.LifetimeOfUnused is { } lifetime)
        {
            user.ExpireUnlessVerified(now + lifetime);
        }

        users.Add(user);
        outbox.Add(mail);
        events.Add(SecurityEventKind.Registered, user.Id, sessionId: null);
        await unitOfWork.SaveChangesAsync(cancellationToken);
        return user;
    }
}
