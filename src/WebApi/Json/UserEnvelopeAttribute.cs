namespace CleanAuth.WebApi.Json;

/// <summary>The bodies of this endpoint, both ways unless it says otherwise, are the member <c>user</c> of an object.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class UserEnvelopeAttribute : Attribute
{
    public const string Member = "user";

    /// <summary>Whether requests come without it.</summary>
    public bool OfReplyOnly { get; init; }

    public static bool AppliesToRequest(HttpContext context) => Of(context) is { OfReplyOnly: false };

    public static bool AppliesToReply(HttpContext context) => Of(context) is not null;

    private static UserEnvelopeAttribute? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<UserEnvelopeAttribute>();
}
