namespace CleanAuth.Application.Abstractions.Passwords;

/// <summary>Encrypts what is short enough to be guessed from its hash.</summary>
public interface ISecretProtector
{
    string Protect(string secret);

    /// <summary>
    /// The secret; null when the text does not come from <see cref="Protect"/> or its key is gone. Where there is no text the
    /// work is the same.
    /// </summary>
    string? Unprotect(string? text);
}
