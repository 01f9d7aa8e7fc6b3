using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.Benchmarks.Baseline;

/// <summary>The second endpoint of the baseline server: the minimal refresh of a token pair.</summary>
[ApiController, Route("api/token/refresh")]
public sealed class BaselineTokensController(BaselineDatabase database, BaselineTokenIssuer issuer) : ControllerBase
{
    /// <summary>Commits one row and signs two tokens; it does not verify the token that was sent.</summary>
    [HttpPost]
    public async Task<BaselineTokenPair> Post(BaselineRefreshRequest body, CancellationToken cancellationToken)
    {
        _ = body.Refresh.Length;
        Guid id = Guid.NewGuid();
        await database.InsertAsync(id, cancellationToken);
        return new BaselineTokenPair(issuer.Sign(id), issuer.Sign(Guid.NewGuid()));
    }
}

/// <summary>The request, as the service reads it.</summary>
public sealed record BaselineRefreshRequest(string Refresh);

/// <summary>The response, as the service writes it.</summary>
public sealed record BaselineTokenPair(string Refresh, string Access);
