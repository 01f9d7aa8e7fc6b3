namespace CleanAuth.WebApi.Errors;

/// <summary>The body is not valid JSON.</summary>
internal sealed class MalformedJsonException(string reason, Exception? innerException = null)
    : Exception($"JSON parse error - {reason}", innerException);
