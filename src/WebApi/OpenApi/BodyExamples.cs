using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Accounts.LoginUser;
using CleanAuth.Application.Accounts.RegisterUser;
using CleanAuth.Application.Auditing.ListSecurityEvents;
using CleanAuth.Application.Sessions.ListSessions;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.GetDiscovery;
using CleanAuth.Application.Tokens.GetPublicKeys;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.WebApi.Accounts;
using CleanAuth.WebApi.Tokens;
using MediatR;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>An example of each body. Those of results are the real records, so they cannot differ from what is sent.</summary>
internal static class BodyExamples
{
    // Shaped like tokens; signed by nobody.
    private const string Access = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl";
    private const string Refresh = "eyJhbGciOiJFUzI1NiIsInR5cCI6InJ0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl";

    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery staple";

    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<Type, object> Requests = new()
    {
        [typeof(RegisterUserRequest)] = new
        {
            Email,
            Username = "ada",
            Password,
            Bio = "I write programs.",
            FullName = "Ada Lovelace",
        },
        [typeof(LoginUserRequest)] = new { Email, Password },
        [typeof(UpdateCurrentUserRequest)] = new { Bio = (string?)null, FullName = "Ada King", BirthDate = "1815-12-10" },
        [typeof(ObtainTokenPairRequest)] = new { Email, Password },
        [typeof(RefreshTokenRequest)] = new { Refresh },
        [typeof(VerifyTokenRequest)] = new { Token = Access },
    };

    private static readonly Dictionary<Type, object> Results = new object[]
    {
        new RegisteredUserDto(Email, "ada", "I write programs.", "Ada Lovelace"),
        new LoggedInUserDto(Email, "ada", "Ada Lovelace", IsStaff: false) { Tokens = new TokenPair(Refresh, Access) },
        new CurrentUserDto(
            new Guid("018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61"),
            Email,
            "ada",
            "I write programs.",
            "Ada Lovelace",
            new DateOnly(1815, 12, 10),
            IsStaff: false),
        new SessionsDto(
        [
            new SessionDto(
                new Guid("5f0c7f6a-3c1e-4d8e-9f43-0b1f1d2c3a44"),
                Noon,
                Noon.AddMinutes(5),
                Noon.AddDays(30),
                "203.0.113.7",
                "Mozilla/5.0")
            {
                Current = true,
            },
        ]),
        new SecurityEventsDto([new SecurityEventDto("logged_in", Noon, new Guid("5f0c7f6a-3c1e-4d8e-9f43-0b1f1d2c3a44"), "203.0.113.7")], Next: 41),
        new JsonWebKeySetDto(
        [
            new PublicKey(
                "EC",
                "sig",
                "h8vyN0X9RhCwU7rRY25eiwFSS4AESBR-uMvrJuse4jg",
                "ES256",
                "P-256",
                "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis",
                "y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE"),
        ]),
        new DiscoveryDto("https://auth.example.com", "https://auth.example.com/.well-known/jwks.json", []),
        new TokenPair(Refresh, Access),
        new RefreshedTokensDto(Access, Refresh),
        Unit.Value,
    }.ToDictionary(example => example.GetType());

    public static object OfRequest(Type type) => Requests[type];

    public static object OfResult(Type type) => Results[type];
}
