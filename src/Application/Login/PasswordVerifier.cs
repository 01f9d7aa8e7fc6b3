using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging;

namespace CleanAuth.Application.Login;

/// <summary>The first step of a login by password: verifies who the caller is.</summary>
internal sealed class PasswordVerifier(
    IUserRepository users,
    IPasswordHasher passwordHasher,
    LoginThrottle loginThrottle,
    LoginRecorder loginRecorder,
    AccountOptions options,
    ILogger<PasswordVerifier> logger)
{
    /// <summary>Verifies an address and a password.</summary>
    /// <returns>Null if the account is unknown or may not log in, or the password is wrong.</returns>
    /// <exception cref="ThrottledException">No attempt is left; the account was not read.</exception>
    /// <exception cref="ServiceBusyException">Too many requests wait to hash; the attempt was not counted.</exception>
    public async Task<VerifiedPassword?> VerifyAsync(string email, string password, bool isAdmin, CancellationToken cancellationToken)
    {
        LoginAttempt attempt = await loginThrottle.AdmitAsync(email, cancellationToken);
        using HashingPermit permit = await passwordHasher.AcquireAsync(cancellationToken);
        attempt = await loginThrottle.CountAsync(attempt, cancellationToken);
        LoginCredential? credential = await users.ReadCredentialAsync(email, cancellationToken);

        // Treat accounts that may not log in as unknown, so that a correct password does not change the timing.
        string? hash = MayLogIn(credential, isAdmin) ? credential!.PasswordHash : null;
        PasswordVerificationResult result = await passwordHasher.VerifyAsync(permit, password, hash, cancellationToken);
        if (credential is null || result == PasswordVerificationResult.Failed)
        {
            Refuse(attempt, credential?.UserId);
            return null;
        }

        return new VerifiedPassword(credential, isAdmin, attempt, result == PasswordVerificationResult.SuccessRehashNeeded);
    }

    /// <summary>Whether a locked account still has the password that was verified, and may still log in.</summary>
    public bool IsStillValid(VerifiedPassword verified, User user) =>
        user.PasswordHash == verified.Credential.PasswordHash
        && MayLogIn(new LoginCredential(user.Id, user.PasswordHash, user.IsActive, user.IsStaff, user.IsEmailVerified), verified.IsAdmin);

    /// <summary>Records a refused login.</summary>
    public void Refuse(LoginAttempt attempt, Guid? userId)
    {
        loginRecorder.RecordFailure(userId);
        if (loginThrottle.UsedLastAttempt(attempt))
        {
            loginRecorder.RecordThrottling(userId);
        }
    }

    /// <summary>Replaces an outdated hash, unless the service is busy: a later login can replace it too.</summary>
    public async Task UpgradeHashAsync(LoginCredential credential, string password, CancellationToken cancellationToken)
    {
        try
        {
            string newHash = await passwordHasher.HashAsync(password, cancellationToken);
            await users.UpgradePasswordHashAsync(credential.UserId, credential.PasswordHash, newHash, cancellationToken);
            logger.PasswordHashUpgraded(credential.UserId);
        }
        catch (ServiceBusyException)
        {
            // Skip the upgrade; the login has already succeeded.
        }
    }

    private bool MayLogIn(LoginCredential? credential, bool isAdmin) =>
        credential is { IsActive: true }
        && (!isAdmin || credential.IsStaff)
        && (!options.RequireVerifiedEmail || credential.IsEmailVerified);
}
