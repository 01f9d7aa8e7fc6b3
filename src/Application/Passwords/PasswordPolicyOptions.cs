namespace CleanAuth.Application.Passwords;

/// <summary>The part of the section <c>Passwords</c> that says which passwords are allowed.</summary>
public sealed record PasswordPolicyOptions
{
    public const string Section = "Passwords";

    /// <summary>Whether common passwords are refused.</summary>
    public bool RejectCommon { get; init; } = true;

    /// <summary>Whether passwords that are similar to a name of the account or to <see cref="ContextWords"/> are refused.</summary>
    public bool RejectSimilar { get; init; } = true;

    /// <summary>Names of this service, its product and its company. Attackers try them for every account.</summary>
    public string[] ContextWords { get; init; } = [];
}
