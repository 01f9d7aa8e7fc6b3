namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>The passwords that are known from data breaches.</summary>
public interface IBreachedPasswordChecker
{
    /// <summary>Whether this is one of them; false where they are not asked, or need not be known.</summary>
    /// <exception cref="Errors.StateUnavailableException">It cannot be known, and has to be.</exception>
    Task<bool> ContainAsync(string password, CancellationToken cancellationToken);
}
