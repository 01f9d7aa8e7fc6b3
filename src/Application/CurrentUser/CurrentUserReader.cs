using AutoMapper;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.CurrentUser;

/// <summary>Builds the response about the caller's account.</summary>
internal sealed class CurrentUserReader(
    ISessionRepository sessions,
    AccessTokenIssuer accessTokenIssuer,
    ITokenIssuer tokenIssuer,
    IMapper mapper,
    TokenOptions options,
    TimeProvider clock)
{
    public async Task<CurrentUserDto> ToDtoAsync(User user, Guid sessionId, CancellationToken cancellationToken)
    {
        CurrentUserDto dto = mapper.Map<CurrentUserDto>(user);
        return options.IncludeInUserResponse
            ? dto with { Tokens = await ReadLiveTokensAsync(user, sessionId, cancellationToken) }
            : dto;
    }

    // Return the live refresh token of the session instead of a new one: a stolen access token must not yield a refresh token that
    // outlives the session. The access token expires no later than the refresh token.
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
