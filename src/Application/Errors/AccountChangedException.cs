namespace CleanAuth.Application.Errors;

/// <summary>The account was changed or deleted by another request between reading and saving; nothing was saved.</summary>
public sealed class AccountChangedException(Exception? innerException = null)
    : Exception("The account was changed by another request at the same time. Try again.", innerException);
