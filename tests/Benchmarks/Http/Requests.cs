using System.Text;

namespace CleanAuth.Benchmarks.Http;

/// <summary>The bytes of the requests.</summary>
internal static class Requests
{
    public const string Password = "correct horse battery staple";

    /// <summary>The text before a refresh token in a request and in a response.</summary>
    public static ReadOnlySpan<byte> RefreshMember => "\"refresh\":\""u8;

    public static byte[] Profile(string path, string accessToken) => Encoding.ASCII.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {accessToken}\r\n\r\n");

    public static byte[] Register(string username) => Post(
        "/api/register/",
        $$$"""{"user":{"email":"{{{username}}}@example.com","username":"{{{username}}}","password":"{{{Password}}}"}}""");

    public static byte[] LogIn(string username) => Post(
        "/api/login/",
        $$$"""{"user":{"email":"{{{username}}}@example.com","password":"{{{Password}}}"}}""");

    public static byte[] Refresh(string refreshToken) => Post(
        "/api/token/refresh/",
        $$"""{"refresh":"{{refreshToken}}"}""");

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    public static byte[] RegisterWithIdentity(string username) => Post("/register", IdentityCredentials(username));

    public static byte[] LogInToIdentity(string username) => Post("/login", IdentityCredentials(username));

    public static byte[] RefreshWithIdentity(string refreshToken) => Post("/refresh", $$"""{"refreshToken":"{{refreshToken}}"}""");

    // Identity requires several kinds of characters.
    private static string IdentityCredentials(string username) =>
        $$"""{"email":"{{username}}@example.com","password":"Correct-horse-battery-1"}""";

    private static byte[] Post(string path, string json) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
}
