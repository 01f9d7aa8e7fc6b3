using System.Security.Claims;
using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Errors;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Lets the JWT bearer middleware verify access tokens exactly as the rest of the service does.</summary>
internal sealed class AccessTokenHandler(JwtVerifier verifier) : TokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters)
    {
        try
        {
            (VerifiedToken verified, JsonWebToken jwt) = await verifier.VerifyAccessTokenAsync(token);
            return new TokenValidationResult
            {
                IsValid = true,
                SecurityToken = jwt,
                ClaimsIdentity = new ClaimsIdentity(
                    [
                        new Claim(TokenClaims.UserId, verified.UserId.ToString()),
                        new Claim(TokenClaims.SessionId, verified.SessionId.ToString()),
                    ],
                    "Bearer"),
            };
        }
        catch (Exception exception) when (exception is TokenNotValidException or AccountUnavailableException)
        {
            return new TokenValidationResult { IsValid = false, Exception = exception };
        }
    }
}
