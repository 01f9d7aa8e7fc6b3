namespace CleanAuth.Application.Passwords;

/// <summary>The section <c>Passwords</c>, as far as it says which ones may be chosen.</summary>
public sealed record PasswordPolicyOptions
{
    public const string Section = "Passwords";

    /// <summary>Whether the passwords that are guessed first are refused.</summary>
    public bool RejectCommon { get; init; } = true;

    /// <summary>Whether a password is refused that is too like the account's names or <see cref="ContextWords"/>.</summary>
    public bool RejectSimilar { get; init; } = true;

    /// <summary>Names of this service, its product and its company, which are guessed for every account of it.</summary>
    public string[] ContextWords { get; init; } = [];
}
