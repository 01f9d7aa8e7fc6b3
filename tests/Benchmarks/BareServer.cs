using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Benchmarks;

/// <summary>
/// The yardstick: MVC and the JWT bearer middleware as they come, on an endpoint that answers a constant. It verifies
/// a signature of the same algorithm and writes a body of the same shape, and does nothing else.
/// </summary>
internal static class BareServer
{
    public const string Address = "/api/user/";

    private const string Issuer = "http://localhost:5080";
    private const string Audience = "cleanauth";
    private const string PublicKey = "PublicKey";

    public static async Task RunAsync(string[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        TokenValidationParameters parameters = new()
        {
            IssuerSigningKey = Import(builder.Configuration[PublicKey]!),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = Issuer,
            ValidAudience = Audience,
        };
        builder.Services.AddControllers()
            .AddJsonOptions(json => json.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(bearer =>
            {
                bearer.MapInboundClaims = false;
                bearer.TokenValidationParameters = parameters;
            });
        builder.Services.AddAuthorization();

        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapControllers();
        await app.RunAsync();
    }

    /// <summary>The settings of a server that trusts this key.</summary>
    public static string[] SettingsFor(ECDsa key) =>
        ["bare", $"--{PublicKey}={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}"];

    /// <summary>A token that this server takes, with as many claims as one of the service.</summary>
    public static string MintToken(ECDsa key)
    {
        string userId = Guid.NewGuid().ToString();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(Named(key), SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>
            {
                ["token_type"] = "access",
                ["jti"] = Guid.NewGuid().ToString("n"),
                ["user_id"] = userId,
                ["sub"] = userId,
                ["sid"] = Guid.NewGuid().ToString("n"),
            },
        });
    }

    private static ECDsaSecurityKey Import(string publicKey)
    {
        ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        return Named(key);
    }

    private static ECDsaSecurityKey Named(ECDsa key)
    {
        ECDsaSecurityKey named = new(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        return named;
    }
}
