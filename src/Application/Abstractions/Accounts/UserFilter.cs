namespace CleanAuth.Application.Abstractions.Accounts;

/// <summary>Which accounts; what is null does not matter.</summary>
/// <param name="Search">What the email or the username begins with, in whatever letter case; or the id.</param>
/// <param name="IsActive">Whether they may log in.</param>
/// <param name="IsStaff">Whether they are staff.</param>
/// <param name="IsSuperuser">Whether they may do everything.</param>
public sealed record UserFilter(string? Search = null, bool? IsActive = null, bool? IsStaff = null, bool? IsSuperuser = null);
