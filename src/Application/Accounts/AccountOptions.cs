namespace CleanAuth.Application.Accounts;

/// <summary>The section <c>Accounts</c>.</summary>
public sealed record AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>
    /// Whether <c>""</c> may be sent for <c>bio</c> and <c>full_name</c>. The original refuses it, which makes a form
    /// with an empty field fail.
    /// </summary>
    public bool AllowBlankProfileText { get; init; } = true;

    /// <summary>
    /// Whether another password or address is taken only together with <c>current_password</c>, so that who has stolen an
    /// access token for five minutes does not have the account for good. Clients of the original send none.
    /// </summary>
    public bool RequireCurrentPassword { get; init; } = true;
}
