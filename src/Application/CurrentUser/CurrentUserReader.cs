using AutoMapper;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.CurrentUser;

/// <summary>Describes the caller's account to the caller.</summary>
internal sealed class CurrentUserReader(
    ISessionRepository sessions,
    AccessTokenIssuer accessTokenIssuer,
    ITokenIssuer tokenIssuer,
    IMapper mapper,
    TokenOptions options,
    TimeProvider clock)
{
    public async Task<CurrentUserDto> DescribeAsync(User user, Guid sessionId, CancellationToken cancellationToken)
    {
        CurrentUserDto dto = mapper.Map<CurrentUserDto>(user);
        return options.IncludeInUserResponse
            ? dto with { Tokens = await ReadLiveTokensAsync(user, sessionId, cancellationToken) }
            : dto;
    }

    // The session's own refresh token is written once more, with the expiry it has: nothing is stored, and a stolen
    // access token never becomes a refresh token that outlives the session. Nor does the access token, which expires with it.
    private async Task<TokenPair?> ReadLiveTokensAsync(User user, Guid sessionId, CancellationToken cancellationToken)
    {
        RefreshToken? live = await sessions.ReadLiveTokenAsync(sessionId, clock.GetUtcNow(), cancellationToken);
        return live is null
            ? null
            : new TokenPair(
                tokenIssuer.SerializeRefreshToken(live),
                await accessTokenIssuer.IssueAsync(user, sessionId, live.ExpiresAt, cancellationToken));
    }
}
