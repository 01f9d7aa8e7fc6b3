namespace CleanAuth.WebApi.Errors;

/// <summary>The body is not sent as JSON.</summary>
internal sealed class UnsupportedMediaTypeException(string? contentType)
    : Exception($"Unsupported media type \"{contentType}\" in request.");
