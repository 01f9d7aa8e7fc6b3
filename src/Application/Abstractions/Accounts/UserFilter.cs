namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Conditions on accounts; null matches all.</summary>
/// <param name="Search">The beginning of the email or username in any case, or the id.</param>
/// <param name="IsActive">Whether the accounts are active.</param>
/// <param name="IsStaff">Whether the accounts are staff.</param>
/// <param name="IsSuperuser">Whether the accounts are superusers.</param>
public sealed record UserFilter(string? Search = null, bool? IsActive = null, bool? IsStaff = null, bool? IsSuperuser = null);
