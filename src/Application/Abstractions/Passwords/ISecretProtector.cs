namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>Encrypts secrets that are so short that they could be guessed from a hash.</summary>
public interface ISecretProtector
{
    string Protect(string secret);

    /// <summary>
    /// Returns the secret; null when the text is not from <see cref="Protect"/> or its key is gone.
    /// A null text takes the same work, so that the time does not show it.
    /// </summary>
    string? Unprotect(string? text);
}
