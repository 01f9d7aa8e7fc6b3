namespace CleanAuth.WebApi.Errors;

/// <summary>The body is not the JSON that this service reads.</summary>
internal sealed class MalformedJsonException(string reason, Exception? innerException = null)
    : Exception($"JSON parse error - {reason}", innerException);
