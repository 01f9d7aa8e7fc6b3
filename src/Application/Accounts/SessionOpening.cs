using CleanAuth.Application.Abstractions;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Accounts;

/// <summary>Opens sessions of the account's present epoch, for whoever has just shown who they are, and writes their tokens.</summary>
internal sealed class SessionOpening(
    ISessionRepository sessions,
    AccessTokens accessTokens,
    ITokenIssuer tokenIssuer,
    IClient client,
    NewDevice newDevice,
    ISecurityEvents events,
    TokenOptions options,
    AdminOptions adminOptions)
{
    /// <summary>Adds a login to the next save: its session, what is noted of it, and a word to the owner where the device is new.</summary>
    public async Task<OpenedSession> LogInAsync(User user, bool isAdmin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        OpenedSession opened = isAdmin ? OpenAdmin(user, now) : Open(user, now);
        await newDevice.NoticeAsync(user, opened.Session, cancellationToken);
        user.RecordLogin(now);
        events.Add(SecurityEventKind.LoggedIn, user.Id, opened.Session.Id);
        return opened;
    }

    /// <summary>Adds a session to the next save.</summary>
    public OpenedSession Open(User user, DateTimeOffset now)
    {
        Session session = Session.Open(user, options.SessionLifetime, client.Network, client.UserAgent, now);
        RefreshToken refreshToken = session.IssueRefreshToken(options.RefreshTokenLifetime, now);
        sessions.Add(session, refreshToken);
        return new OpenedSession(user, session, refreshToken);
    }

    /// <summary>The tokens of a session that is saved.</summary>
    public async Task<TokenPair> WriteTokensAsync(OpenedSession opened, CancellationToken cancellationToken)
    {
        RefreshToken refreshToken = opened.RefreshToken ?? throw new InvalidOperationException("A session of the admin's pages has no tokens.");
        string access = await accessTokens.IssueAsync(opened.User, opened.Session.Id, opened.Session.ExpiresAt, cancellationToken);
        return new TokenPair(tokenIssuer.WriteRefreshToken(refreshToken), access);
    }

    private OpenedSession OpenAdmin(User user, DateTimeOffset now)
    {
        Session session = Session.OpenAdmin(user, adminOptions.SessionLifetime, client.Network, client.UserAgent, now);
        sessions.Add(session);
        return new OpenedSession(user, session, RefreshToken: null);
    }
}

/// <summary>A new session, whose it is, and its first refresh token; one of the admin's pages has none.</summary>
internal sealed record OpenedSession(User User, Session Session, RefreshToken? RefreshToken);
