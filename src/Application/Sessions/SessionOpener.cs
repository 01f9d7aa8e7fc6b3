using CleanAuth.Application.Abstractions.Auditing;
using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Admin;
using CleanAuth.Application.Tokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.Sessions;

/// <summary>
/// Opens sessions of an account after its owner has proven who they are, and writes their tokens. The account's row must be locked:
/// only then do parallel logins keep to <see cref="TokenOptions.MaxSessions"/>.
/// </summary>
internal sealed class SessionOpener(
    ISessionRepository sessions,
    AccessTokenWriter accessTokenWriter,
    ITokenIssuer tokenIssuer,
    IRequestClient client,
    SessionTerminator sessionTerminator,
    NewDeviceNotifier newDeviceNotifier,
    ISecurityEventWriter events,
    TokenOptions options,
    AdminOptions adminOptions)
{
    /// <summary>Adds a login to the next save: its session, what is noted of it, and a word to the owner where the device is new.</summary>
    public async Task<OpenedSession> LogInAsync(User user, bool isAdmin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        OpenedSession opened = await OpenAsync(user, isAdmin, now, cancellationToken);
        user.RecordLogin(now);
        events.Add(SecurityEventKind.LoggedIn, user.Id, opened.Session.Id);
        return opened;
    }

    /// <summary>
    /// Adds to the next save a session of the API or of the admin's pages. Where the account has the most it may have, the least recently
    /// used one ends. Notify the owner of a new device here, as every session makes its device a known one.
    /// </summary>
    public async Task<OpenedSession> OpenAsync(User user, bool isAdmin, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await sessionTerminator.MakeRoomAsync(user, isAdmin, options.MaxSessions, now, cancellationToken);
        OpenedSession opened = isAdmin ? OpenAdmin(user, now) : OpenWithToken(user, now);
        await newDeviceNotifier.NoticeAsync(user, opened.Session, cancellationToken);
        return opened;
    }

    /// <summary>The tokens of a session that is saved.</summary>
    public async Task<TokenPair> WriteTokensAsync(OpenedSession opened, CancellationToken cancellationToken)
    {
        RefreshToken refreshToken = opened.RefreshToken ?? throw new InvalidOperationException("A session of the admin's pages has no tokens.");
        string access = await accessTokenWriter.IssueAsync(opened.User, opened.Session.Id, opened.Session.ExpiresAt, cancellationToken);
        return new TokenPair(tokenIssuer.WriteRefreshToken(refreshToken), access);
    }

    private OpenedSession OpenWithToken(User user, DateTimeOffset now)
    {
        Session session = Session.Open(user, options.SessionLifetime, client.Network, client.UserAgent, now);
        RefreshToken refreshToken = session.IssueRefreshToken(options.RefreshTokenLifetime, now);
        sessions.Add(session, refreshToken);
        return new OpenedSession(user, session, refreshToken);
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
