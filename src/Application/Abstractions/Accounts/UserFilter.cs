namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Conditions on accounts; null matches all.</summary>
/// <param name="Search">The beginning of the email or username, regardless of case; or the id.</param>
/// <param name="IsActive">Whether they are active.</param>
/// <param name="IsStaff">Whether they are staff.</param>
/// <param name="IsSuperuser">Whether they are superusers.</param>
public sealed record UserFilter(string? Search = null, bool? IsActive = null, bool? IsStaff = null, bool? IsSuperuser = null);
