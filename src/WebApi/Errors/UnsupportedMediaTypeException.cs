namespace CleanAuth.WebApi.Errors;

/// <summary>The content type of the body is not JSON.</summary>
internal sealed class UnsupportedMediaTypeException(string? contentType)
    : Exception($"Unsupported media type \"{contentType}\" in request.");
