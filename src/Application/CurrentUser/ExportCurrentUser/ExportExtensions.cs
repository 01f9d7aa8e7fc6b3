using CleanAuth.Application.Auditing;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Throttling;
using CleanAuth.Domain.Tokens;

namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>Maps stored data to the export.</summary>
internal static class ExportExtensions
{
    public static ExportedAccountDto ToExport(this User user) => new(
        user.Id,
        user.Email,
        user.NormalizedEmail,
        user.EmailVerifiedAt,
        user.PendingEmail,
        user.EmailSetBy is not null,
        user.PasswordSetBy is not null,
        user.Username,
        user.NormalizedUsername,
        user.Bio,
        user.FullName,
        user.BirthDate,
        user.Language,
        user.IsActive,
        user.IsStaff,
        user.IsSuperuser,
        user.Permissions.Names,
        user.Epoch,
        user.SessionEndings,
        user.CreatedAt,
        user.UpdatedAt,
        user.LastLoginAt,
        user.EraseAt);

    public static ExportedSessionDto ToExport(this Session session) => new(
        session.Id,
        session.IsAdmin,
        session.OpenedAt,
        session.LastUsedAt,
        session.ExpiresAt,
        session.EndedAt,
        session.EndReason is { } reason ? WireName.Of(reason) : null,
        session.Network,
        session.UserAgent);

    public static ExportedTokenDto ToExport(this RefreshToken token) =>
        new(token.Id, token.SessionId, token.IssuedAt, token.ExpiresAt, token.ConsumedAt);

    public static ExportedEventDto ToExport(this SecurityEvent item) =>
        new(EventKindNames.NameOf(item.Kind), item.At, item.SessionId, item.NetworkForOwner, item.IsByStaff);

    public static ExportedLoginDto ToExport(this AttemptCounter counter) =>
        new(counter.Tries, counter.TriedAt, counter.SucceededAt, counter.ExpiresAt);

    public static ExportedLinkDto ToExport(this AccountLink link) =>
        new(WireName.Of(link.Purpose), link.Email, link.CreatedAt, link.ExpiresAt);

    public static ExportedCodeDto ToExport(this LoginCode code) => new(code.Tries, code.ExpiresAt);

    public static ExportedMessageDto ToExport(this OutgoingEmail email) =>
        new(WireName.Of(email.Kind), email.Email, email.CreatedAt, email.DueAt, email.Attempts);
}
