namespace CleanAuth.Application.CurrentUser.ExportCurrentUser;

/// <summary>The stored data of an account, without credentials: no password hash, token or link secret.</summary>
/// <param name="Account">The account itself.</param>
/// <param name="Groups">The names of the groups of the account.</param>
/// <param name="Permissions">The permissions of the account and of its groups.</param>
/// <param name="Sessions">The sessions, including ended ones, newest first.</param>
/// <param name="RefreshTokens">The stored refresh tokens, newest first.</param>
/// <param name="SecurityEvents">The audit events, newest first.</param>
/// <param name="Logins">The login counters, one per network. The networks are stored only as hashes.</param>
/// <param name="Links">The emailed links that were not redeemed.</param>
/// <param name="LoginCodes">The login codes that were not redeemed.</param>
/// <param name="Messages">The emails that are not sent yet.</param>
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

/// <summary>The stored account without its password hash.</summary>
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

/// <summary>An audit event. It does not name the member of staff who caused it, because that is another person's data.</summary>
public sealed record ExportedEventDto(string Kind, DateTimeOffset At, Guid? SessionId, string? Network, bool ByStaff);

/// <summary>The login counter of one network.</summary>
public sealed record ExportedLoginDto(int Tries, DateTimeOffset TriedAt, DateTimeOffset? SucceededAt, DateTimeOffset ExpiresAt);

/// <summary>An emailed link.</summary>
public sealed record ExportedLinkDto(string Purpose, string Email, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A login code.</summary>
public sealed record ExportedCodeDto(int Tries, DateTimeOffset ExpiresAt);

/// <summary>An email that is not sent yet.</summary>
public sealed record ExportedMessageDto(string Kind, string? Email, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, int Attempts);
