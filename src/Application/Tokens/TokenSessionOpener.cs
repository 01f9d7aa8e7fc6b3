using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Sessions;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Tokens;

/// <summary>Opens sessions of the API, and writes their tokens after they were saved.</summary>
internal sealed class TokenSessionOpener(
    SessionOpener sessionOpener,
    ISessionRepository sessions,
    AccessTokenIssuer accessTokenIssuer,
    ITokenIssuer tokenIssuer,
    TokenOptions options)
{
    /// <summary>Opens a session with its first refresh token. Added to the unit of work; saved by SaveChangesAsync.</summary>
    public async Task<TokenSession> OpenAsync(User user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SessionTerms terms = new(IsAdmin: false, options.SessionLifetime, options.MaxSessions);
        Session session = (await sessionOpener.OpenAsync(user, terms, now, cancellationToken)).Session;
        RefreshToken refreshToken = session.IssueRefreshToken(options.RefreshTokenLifetime, now);
        sessions.Add(refreshToken);
        return new TokenSession(user, session, refreshToken);
    }

    /// <summary>Writes the tokens of a session that was saved.</summary>
    public async Task<TokenPair> WriteTokensAsync(TokenSession opened, CancellationToken cancellationToken)
    {
        string access = await accessTokenIssuer.IssueAsync(opened.User, opened.Session.Id, opened.Session.ExpiresAt, cancellationToken);
        return new TokenPair(tokenIssuer.SerializeRefreshToken(opened.RefreshToken), access);
    }
}

/// <summary>A new session of the API, its account, and its first refresh token.</summary>
internal sealed record TokenSession(User User, Session Session, RefreshToken RefreshToken) : OpenedSession(User, Session);
