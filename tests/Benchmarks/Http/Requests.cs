using System.Text;

namespace CleanAuth.Benchmarks.Http;

/// <summary>The bytes of the requests.</summary>
internal static class Requests
{
    public const string Password = "correct horse battery staple";

    /// <summary>The text before a refresh token in a request and in a response.</summary>
    public static ReadOnlySpan<byte> RefreshMember => "\"refresh\":\""u8;

    public static byte[] Profile(string accessToken) => Encoding.ASCII.GetBytes(
        $"GET /api/user/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {accessToken}\r\n\r\n");

    public static byte[] Register(string username) => Post(
        "/api/register/",
        $$$"""{"user":{"email":"{{{username}}}@example.com","username":"{{{username}}}","password":"{{{Password}}}"}}""");

    public static byte[] LogIn(string username) => Post(
        "/api/login/",
        $$$"""{"user":{"email":"{{{username}}}@example.com","password":"{{{Password}}}"}}""");

    public static byte[] Refresh(string refreshToken) => Post(
        "/api/token/refresh/",
        $$"""{"refresh":"{{refreshToken}}"}""");

    private static byte[] Post(string path, string json) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
}
