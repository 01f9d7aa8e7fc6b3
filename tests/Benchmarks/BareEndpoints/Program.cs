using System.Security.Cryptography;
using System.Text.Json;
using CleanAuth.BareEndpoints;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

// MVC and the JWT bearer middleware with default settings, and nothing else: how fast the endpoints can be without an account service.
WebApplicationBuilder builder = WebApplication.CreateBuilder(
    new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
using TokenSigner signer = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));
string? postgreSql = builder.Configuration.GetConnectionString("PostgreSql");
builder.Services.AddSingleton(signer);
builder.Services.AddSingleton<ITokenStore>(_ => postgreSql is null ? new SqliteTokens() : new PostgreSqlTokens(postgreSql));
builder.Services.AddControllers()
    .AddJsonOptions(json => json.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
{
    bearer.MapInboundClaims = false;
    bearer.TokenValidationParameters = new TokenValidationParameters
    {
        IssuerSigningKey = signer.Key,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidIssuer = TokenSigner.Issuer,
        ValidAudience = TokenSigner.Audience,
    };
});
builder.Services.AddAuthorization();

WebApplication app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapControllers();
await app.RunAsync();
