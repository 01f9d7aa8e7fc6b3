namespace CleanAuth.Application.Errors;

/// <summary>The change would leave no active superuser; nothing was changed.</summary>
public sealed class LastSuperuserException()
    : Exception("This is the last active superuser. Grant superuser rights to another account first.");
