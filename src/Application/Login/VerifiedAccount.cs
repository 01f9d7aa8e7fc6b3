using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Links;

namespace CleanAuth.Application.Login;

/// <summary>
/// The account of a caller who has proven their identity. No session is open yet; a second factor would be checked here. The proof is
/// checked again when the session opens, because the account may have changed.
/// </summary>
internal abstract record VerifiedAccount(Guid UserId);

/// <summary>An account that was verified by its password.</summary>
/// <param name="Credential">The credential against which the password was verified.</param>
/// <param name="IsAdmin">Whether the login is to the admin pages.</param>
/// <param name="Attempt">The attempt that was counted.</param>
/// <param name="IsHashOutdated">Whether the hash of the password must be replaced.</param>
internal sealed record VerifiedPassword(LoginCredential Credential, bool IsAdmin, LoginAttempt Attempt, bool IsHashOutdated)
    : VerifiedAccount(Credential.UserId);

/// <summary>An account that was verified by a login code, or by the link in the same email, in the browser that requested it.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Link">The link of the email, which stores the state of the account when the email was sent.</param>
/// <param name="RequestId">The id of the request of the browser.</param>
internal sealed record VerifiedCode(Guid UserId, AccountLink Link, string RequestId) : VerifiedAccount(UserId);
