namespace CleanAuth.WebApi.Errors;

/// <summary>The body has a content encoding, such as compression.</summary>
internal sealed class UnsupportedContentEncodingException()
    : Exception("Unsupported content encoding in request. Send the body without a content encoding.");
