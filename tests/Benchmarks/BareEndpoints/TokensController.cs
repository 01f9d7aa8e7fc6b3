using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleanAuth.BareEndpoints;

/// <summary>The least that a rotating refresh can do.</summary>
[ApiController, Route("api/token")]
public sealed class TokensController(ITokenStore store, TokenSigner signer) : ControllerBase
{
    /// <summary>Opens a session.</summary>
    [HttpPost("/api/login")]
    public Task<TokenPair> LogIn(CancellationToken cancellationToken) => ReplaceAsync(Guid.Empty, cancellationToken);

    /// <summary>Reads the id of the token without verifying it, stores its successor, and signs two tokens.</summary>
    [HttpPost("refresh")]
    public Task<TokenPair> Refresh(RefreshRequest body, CancellationToken cancellationToken) =>
        ReplaceAsync(Guid.Parse(new JsonWebToken(body.Refresh).Id), cancellationToken);

    private async Task<TokenPair> ReplaceAsync(Guid token, CancellationToken cancellationToken)
    {
        Guid successor = Guid.CreateVersion7();
        await store.ReplaceAsync(token, successor, cancellationToken);
        return new TokenPair(signer.Sign(successor), signer.Sign(Guid.NewGuid()));
    }
}

/// <summary>The request, as the service reads it.</summary>
public sealed record RefreshRequest(string Refresh);

/// <summary>The response, as the service writes it.</summary>
public sealed record TokenPair(string Refresh, string Access);
