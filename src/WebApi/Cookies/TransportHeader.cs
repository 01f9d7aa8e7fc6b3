namespace CleanAuth.WebApi.Cookies;

/// <summary>
/// The header with which a request chooses cookie mode. A page of another origin cannot send it without a preflight, so a forged form
/// or link never uses the cookie.
/// </summary>
internal static class TransportHeader
{
    public const string Name = "X-Token-Transport";

    /// <summary>The only value.</summary>
    public const string Cookie = "cookie";

    public static bool IsSent(HttpRequest request) => request.Headers.ContainsKey(Name);

    public static bool IsCookie(HttpRequest request) => request.Headers[Name] == Cookie;
}
