namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>All that is stored about an account. What could be used to get into it is not in it: no hash, no token, no link.</summary>
/// <param name="Account">The account itself.</param>
/// <param name="Groups">The names of its groups.</param>
/// <param name="Permissions">Its own permissions and those of its groups.</param>
/// <param name="Sessions">Its sessions, those too that are over, newest first.</param>
/// <param name="RefreshTokens">What is remembered of its refresh tokens, newest first.</param>
/// <param name="SecurityEvents">What happened to it, newest first.</param>
/// <param name="Logins">From how many networks it was logged in to, and when; which they are is stored as a hash only.</param>
/// <param name="Links">The links in messages that have not been used.</param>
/// <param name="LoginCodes">The codes to log in with that have not been used.</param>
/// <param name="Messages">The messages that wait to be sent.</param>
public sealed record AccountExportDto(
    ExportedAccountDto Account,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Permissions,
    IAsyncEnumerable<ExportedSessionDto> Sessions,
    IAsyncEnumerable<ExportedTokenDto> RefreshTokens,
    IAsyncEnumerable<ExportedEventDto> SecurityEvents,
    IAsyncEnumerable<ExportedLoginDto> Logins,
    IAsyncEnumerable<ExportedLinkDto> Links,
    IAsyncEnumerable<ExportedCodeDto> LoginCodes,
    IAsyncEnumerable<ExportedMessageDto> Messages);

/// <summary>An account as it is stored, but for the hash of its password.</summary>
public sealed record ExportedAccountDto(
    Guid Id,
    string Email,
    string NormalizedEmail,
    DateTimeOffset? EmailVerifiedAt,
    string? PendingEmail,
    bool EmailSetByStaff,
    bool PasswordSetByStaff,
    string Username,
    string NormalizedUsername,
    string? Bio,
    string? FullName,
    DateOnly? BirthDate,
    string? Language,
    bool IsActive,
    bool IsStaff,
    bool IsSuperuser,
    IReadOnlyList<string> Permissions,
    int Epoch,
    int SessionEndings,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastLoginAt,
    DateTimeOffset? EraseAt);

/// <summary>A session.</summary>
public sealed record ExportedSessionDto(
    Guid Id,
    bool IsAdmin,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    string? Network,
    string? UserAgent);

/// <summary>What is remembered of a refresh token, which is not its text.</summary>
public sealed record ExportedTokenDto(
    Guid Id,
    Guid SessionId,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ConsumedAt);

/// <summary>An event. Which member of the staff it was is somebody else's data.</summary>
public sealed record ExportedEventDto(string Kind, DateTimeOffset At, Guid? SessionId, string? Network, bool ByStaff);

/// <summary>What is remembered of logins from one network.</summary>
public sealed record ExportedLoginDto(int Tries, DateTimeOffset TriedAt, DateTimeOffset? SucceededAt, DateTimeOffset ExpiresAt);

/// <summary>A link that was sent.</summary>
public sealed record ExportedLinkDto(string Purpose, string Email, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A code that was sent.</summary>
public sealed record ExportedCodeDto(int Tries, DateTimeOffset ExpiresAt);

/// <summary>A message that waits to be sent.</summary>
public sealed record ExportedMessageDto(string Kind, string? Email, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, int Attempts);
