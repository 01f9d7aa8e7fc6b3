namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>Looks up passwords in the lists of data breaches.</summary>
public interface IBreachedPasswordChecker
{
    /// <summary>Returns whether the password was in a breach; false if the check is off, or failed and is not required.</summary>
    /// <exception cref="Errors.StateUnavailableException">The check failed and is required.</exception>
    Task<bool> IsBreachedAsync(string password, CancellationToken cancellationToken);
}
