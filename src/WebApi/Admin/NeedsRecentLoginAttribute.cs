namespace CleanAuth.WebApi.Admin;

/// <summary>Documents that an action needs a recent login or the current password. The Application layer checks it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsRecentLoginAttribute : Attribute;
