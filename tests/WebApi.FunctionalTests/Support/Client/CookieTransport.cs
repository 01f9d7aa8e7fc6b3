using System.Text;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Support.Client;

/// <summary>
/// Sends requests in cookie mode: moves the refresh token from the body of a request into the cookie, and from the cookie of a response
/// into the body. So the same test runs in both modes.
/// </summary>
internal sealed class CookieTransport(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public const string Header = "X-Token-Transport";
    public const string Cookie = "__Host-cleanauth-refresh";

    private const string Member = "refresh";

    /// <summary>Returns the value of the cookie that a response sets; empty if the response deletes it, and null if it does neither.</summary>
    public static string? ReadCookie(string? setCookie) =>
        setCookie?.StartsWith($"{Cookie}=", StringComparison.Ordinal) == true ? setCookie.Split(';')[0][(Cookie.Length + 1)..] : null;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add(Header, "cookie");
        request.Headers.Add("Origin", request.RequestUri!.GetLeftPart(UriPartial.Authority));
        if (request.Content is { } content && JsonNode.Parse(await content.ReadAsStringAsync(cancellationToken))?[Member] is { } token)
        {
            request.Headers.Add("Cookie", $"{Cookie}={token}");
            request.Content = null;
        }

        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        string body = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.That(body, Does.Not.Contain($"\"{Member}\""), "The body has a refresh token.");
        if (response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? cookies) && ReadCookie(cookies.Single()) is { Length: > 0 } value)
        {
            JsonNode json = JsonNode.Parse(body)!;
            (json["user"]?["tokens"] ?? json)[Member] = value;
            response.Content = new StringContent(json.ToJsonString(), Encoding.UTF8, response.Content.Headers.ContentType!);
        }

        return response;
    }
}
