namespace CleanAuth.WebApi.Admin;

/// <summary>Marks the controllers of the API for staff. The Application layer checks the rights of the caller.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StaffApiAttribute : Attribute;
