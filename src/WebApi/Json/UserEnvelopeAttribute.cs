namespace CleanAuth.WebApi.Json;

/// <summary>The request and the response of this endpoint are wrapped in <c>{"user": …}</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class UserEnvelopeAttribute : Attribute
{
    public const string Member = "user";

    /// <summary>Whether only the response is wrapped.</summary>
    public bool ResponseOnly { get; init; }

    public static bool AppliesToRequest(HttpContext context) => Of(context) is { ResponseOnly: false };

    public static bool AppliesToResponse(HttpContext context) => Of(context) is not null;

    private static UserEnvelopeAttribute? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<UserEnvelopeAttribute>();
}
