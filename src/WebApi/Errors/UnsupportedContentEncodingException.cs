namespace CleanAuth.WebApi.Errors;

/// <summary>The body says that it is encoded, for instance compressed.</summary>
internal sealed class UnsupportedContentEncodingException() : Exception("Unsupported content encoding in request. Send the body without one.");
