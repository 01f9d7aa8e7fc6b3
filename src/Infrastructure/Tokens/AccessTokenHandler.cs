using System.Security.Claims;
using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Revocations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.Tokens;

/// <summary>Lets the JWT bearer middleware verify access tokens like the rest of the service, and refuse revoked ones.</summary>
internal sealed class AccessTokenHandler(JwtVerifier verifier, RevocationSet revocations, IServiceScopeFactory scopes) : TokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters)
    {
        try
        {
            VerifiedJwt jwt = await verifier.VerifyAccessTokenAsync(token);
            VerifiedToken verified = jwt.Token;
            if (revocations.EndedWithAllSessions(verified))
            {
                throw await ReadRefusalAsync(verified.UserId);
            }

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
        catch (Exception exception) when (exception is TokenNotValidException or AccountUnavailableException or StateUnavailableException)
        {
            return new TokenValidationResult { IsValid = false, Exception = exception };
        }
    }

    // Read the account to choose the error, because another process may have deleted or deactivated it.
    private async Task<Exception> ReadRefusalAsync(Guid userId)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        User? user = await scope.ServiceProvider.GetRequiredService<IUserRepository>().ReadByIdAsync(userId, CancellationToken.None);
        return user switch
        {
            null => AccountUnavailableException.NotFound(),
            { IsActive: false } => AccountUnavailableException.Inactive(),
            _ => new TokenNotValidException(TokenNotValidException.Blacklisted),
        };
    }
}
