namespace CleanAuth.WebApi.Json;

/// <summary>The bodies of this endpoint, both ways, are the member <c>user</c> of an object.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class UserEnvelopeAttribute : Attribute
{
    public const string Member = "user";

    public static bool AppliesTo(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<UserEnvelopeAttribute>() is not null;
}
