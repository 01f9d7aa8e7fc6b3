using Microsoft.AspNetCore.Mvc;

namespace CleanAuth.Benchmarks.Bare;

/// <summary>The other endpoint of the bare server: the least that an exchange of tokens can be.</summary>
[ApiController, Route("api/token/refresh")]
public sealed class BaselineTokensController(BaselineDatabase store, BaselineTokenIssuer issuer) : ControllerBase
{
    /// <summary>Commits one row and signs two tokens; of the token that was sent it verifies nothing.</summary>
    [HttpPost]
    public async Task<BaselineTokenPair> Post(BaselineRefreshRequest body, CancellationToken cancellationToken)
    {
        _ = body.Refresh.Length;
        Guid id = Guid.NewGuid();
        await store.InsertAsync(id, cancellationToken);
        return new BaselineTokenPair(issuer.Sign(id), issuer.Sign(Guid.NewGuid()));
    }
}

/// <summary>The request, as the service reads it.</summary>
public sealed record BaselineRefreshRequest(string Refresh);

/// <summary>The answer, as the service writes it.</summary>
public sealed record BaselineTokenPair(string Refresh, string Access);
