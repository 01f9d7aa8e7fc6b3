namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>Encrypts secrets that are too short for a hash to protect.</summary>
public interface ISecretProtector
{
    string Protect(string secret);

    /// <summary>
    /// Returns the secret; null if the text is not from <see cref="Protect"/> or the encryption key no longer exists.
    /// A null text takes the same work, so that the response time does not reveal whether a secret exists.
    /// </summary>
    string? Unprotect(string? text);
}
