namespace CleanAuth.Application;

/// <summary>
/// Values that the examples of the OpenAPI document share. Each type has its example in its static property <c>Example</c>.
/// </summary>
public static class ExampleData
{
    public const string Email = "ada@example.com";
    public const string Password = "correct horse battery staple";
    public const string NewPassword = "tide pool lantern orbit";

    // These have the form of tokens; the signatures are not real.
    public const string AccessToken = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl";
    public const string RefreshToken = "eyJhbGciOiJFUzI1NiIsInR5cCI6InJ0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl";

    /// <summary>The secret of a link, or a nonce.</summary>
    public const string Secret = "q5Kc0nFh2vX7sT1yBzR8wLm4dJpG6aUeV9iOoN3kQtE";

    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly Guid UserId = new("018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61");
    public static readonly Guid GroupId = new("018f4f2e-8a10-7b52-8c44-1d2e3f405162");
    public static readonly Guid SessionId = new("5f0c7f6a-3c1e-4d8e-9f43-0b1f1d2c3a44");
    public static readonly Guid TokenId = new("0b9c6f0e-2c53-4f0a-8d3a-5d0c2b1a9e77");
}
