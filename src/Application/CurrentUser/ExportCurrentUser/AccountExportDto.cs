namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>All that is stored about an account. It contains nothing that opens the account: no hash, no token, no link.</summary>
/// <param name="Account">The account itself.</param>
/// <param name="Groups">The names of its groups.</param>
/// <param name="Permissions">Its own permissions and those of its groups.</param>
/// <param name="Sessions">Its sessions, those too that are over, newest first.</param>
/// <param name="RefreshTokens">The stored refresh tokens, newest first.</param>
/// <param name="SecurityEvents">The audit events, newest first.</param>
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
    IAsyncEnumerable<ExportedMessageDto> Messages)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static AccountExportDto Example => new(
        ExportedAccountDto.Example,
        ["Support"],
        [Domain.Accounts.Permissions.EndSession],
        Stream(new ExportedSessionDto(
            ExampleData.SessionId,
            IsAdmin: false,
            ExampleData.Noon,
            ExampleData.Noon.AddMinutes(5),
            ExampleData.Noon.AddDays(30),
            ExampleData.Noon.AddHours(1),
            "logout",
            "203.0.113.7",
            "Mozilla/5.0")),
        Stream(new ExportedTokenDto(
            ExampleData.TokenId,
            ExampleData.SessionId,
            ExampleData.Noon,
            ExampleData.Noon.AddDays(1),
            ExampleData.Noon.AddMinutes(5))),
        Stream(new ExportedEventDto("logged_in", ExampleData.Noon, ExampleData.SessionId, "203.0.113.7", ByStaff: false)),
        Stream(new ExportedLoginDto(Tries: 0, ExampleData.Noon, ExampleData.Noon, ExampleData.Noon.AddDays(30))),
        Stream(new ExportedLinkDto("reset_password", ExampleData.Email, ExampleData.Noon, ExampleData.Noon.AddMinutes(30))),
        Stream(new ExportedCodeDto(Tries: 1, ExampleData.Noon.AddMinutes(10))),
        Stream(new ExportedMessageDto("password_changed", Email: null, ExampleData.Noon, ExampleData.Noon, Attempts: 0)));

    private static IAsyncEnumerable<T> Stream<T>(T item) => new[] { item }.ToAsyncEnumerable();
}

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
    DateTimeOffset? EraseAt)
{
    /// <summary>The example in the OpenAPI document.</summary>
    public static ExportedAccountDto Example => new(
        ExampleData.UserId,
        ExampleData.Email,
        "ADA@EXAMPLE.COM",
        ExampleData.Noon,
        PendingEmail: null,
        EmailSetByStaff: false,
        PasswordSetByStaff: false,
        "ada",
        "ADA",
        "I write programs.",
        "Ada Lovelace",
        new DateOnly(1815, 12, 10),
        "en",
        IsActive: true,
        IsStaff: false,
        IsSuperuser: false,
        [],
        Epoch: 0,
        SessionEndings: 0,
        ExampleData.Noon,
        ExampleData.Noon,
        ExampleData.Noon,
        EraseAt: null);
}

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

/// <summary>A stored refresh token, without its text.</summary>
public sealed record ExportedTokenDto(
    Guid Id,
    Guid SessionId,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? ConsumedAt);

/// <summary>An event. Which member of the staff it was is somebody else's data.</summary>
public sealed record ExportedEventDto(string Kind, DateTimeOffset At, Guid? SessionId, string? Network, bool ByStaff);

/// <summary>The logins from one network.</summary>
public sealed record ExportedLoginDto(int Tries, DateTimeOffset TriedAt, DateTimeOffset? SucceededAt, DateTimeOffset ExpiresAt);

/// <summary>A link that was sent.</summary>
public sealed record ExportedLinkDto(string Purpose, string Email, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A code that was sent.</summary>
public sealed record ExportedCodeDto(int Tries, DateTimeOffset ExpiresAt);

/// <summary>A message that waits to be sent.</summary>
public sealed record ExportedMessageDto(string Kind, string? Email, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, int Attempts);
