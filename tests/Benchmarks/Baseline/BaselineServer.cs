using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Benchmarks.Baseline;

/// <summary>
/// The baseline: MVC and the JWT bearer middleware with default settings. One endpoint returns a constant: it verifies a signature
/// of the same algorithm and writes a body of the same shape. The other commits a row and signs two tokens. They do nothing else.
/// </summary>
internal static class BaselineServer
{
    public const string Address = "/api/user/";

    private const string PublicKey = "PublicKey";

    public static async Task RunAsync(string[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        TokenValidationParameters parameters = new()
        {
            IssuerSigningKey = Import(builder.Configuration[PublicKey]!),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = BaselineTokenIssuer.Issuer,
            ValidAudience = BaselineTokenIssuer.Audience,
        };
        builder.Services.AddSingleton<BaselineDatabase>();
        builder.Services.AddSingleton(new BaselineTokenIssuer(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
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

    /// <summary>The arguments of a server that accepts this key.</summary>
    public static string[] SettingsFor(ECDsa key) =>
        ["baseline", $"--{PublicKey}={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}"];

    private static ECDsaSecurityKey Import(string publicKey)
    {
        ECDsa key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey), out _);
        ECDsaSecurityKey named = new(key);
        named.KeyId = Base64UrlEncoder.Encode(named.ComputeJwkThumbprint());
        return named;
    }
}
