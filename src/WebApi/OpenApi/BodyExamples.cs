using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Abstractions.Tokens;
using CleanAuth.Application.Admin.Events.ListEvents;
using CleanAuth.Application.Admin.Groups;
using CleanAuth.Application.Admin.Groups.ListGroups;
using CleanAuth.Application.Admin.UserSessions;
using CleanAuth.Application.Admin.UserSessions.ListRefreshTokens;
using CleanAuth.Application.Admin.UserSessions.ListUserSessions;
using CleanAuth.Application.Admin.UserSessions.TraceSession;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.BulkUpdateUsers;
using CleanAuth.Application.Auditing.ListSecurityEvents;
using CleanAuth.Application.CurrentUser;
using CleanAuth.Application.CurrentUser.ExportCurrentUser;
using CleanAuth.Application.Login;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Application.Sessions.ListSessions;
using CleanAuth.Application.Tokens;
using CleanAuth.Application.Tokens.GetOpenIdConfiguration;
using CleanAuth.Application.Tokens.GetPublicKeys;
using CleanAuth.Application.Tokens.RefreshTokenPair;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.Admin;
using CleanAuth.WebApi.Admin.Groups;
using CleanAuth.WebApi.Admin.Users;
using CleanAuth.WebApi.CurrentUser;
using CleanAuth.WebApi.EmailAddresses;
using CleanAuth.WebApi.Links;
using CleanAuth.WebApi.Login;
using CleanAuth.WebApi.Passwords;
using CleanAuth.WebApi.Registration;
using CleanAuth.WebApi.Tokens;
using MediatR;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>An example of each body. Those of results are the real records, so they cannot differ from what is sent.</summary>
internal static class BodyExamples
{
    // Shaped like tokens; signed by nobody.
    private const string Access = "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl";
    private const string Refresh = "eyJhbGciOiJFUzI1NiIsInR5cCI6InJ0K2p3dCJ9.eyJ0b2tlbl90eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl";

    // What a link or a nonce looks like.
    private const string Secret = "q5Kc0nFh2vX7sT1yBzR8wLm4dJpG6aUeV9iOoN3kQtE";

    private const string Email = "ada@example.com";
    private const string Password = "correct horse battery staple";

    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Guid AdaId = new("018f4f2e-7d5c-7c3a-9b1e-3f0f4c9d2a61");
    private static readonly Guid GroupId = new("018f4f2e-8a10-7b52-8c44-1d2e3f405162");

    private static readonly UserRowDto AdasRow =
        new(AdaId, Email, "ada", "Ada Lovelace", IsActive: true, IsStaff: true, IsSuperuser: false, Noon, Noon.AddDays(1));

    private static readonly Guid SessionId = new("5f0c7f6a-3c1e-4d8e-9f43-0b1f1d2c3a44");

    private static readonly UserSessionDto AdasSession = new(
        SessionId,
        AdaId,
        "ended",
        IsAdmin: false,
        Noon,
        Noon.AddMinutes(5),
        Noon.AddDays(30),
        Noon.AddHours(1),
        "logout",
        "203.0.113.7",
        "Mozilla/5.0");

    private static readonly RefreshTokenDto AdasToken = new(
        new Guid("0b9c6f0e-2c53-4f0a-8d3a-5d0c2b1a9e77"), SessionId, "consumed", Noon, Noon.AddDays(1), Noon.AddMinutes(5));

    private static readonly StaffEventDto AdasEvent =
        new(42, "logged_out", Noon.AddHours(1), AdaId, SessionId, ActorId: null, "203.0.113.7", Email);

    private static readonly GroupDto Support =
        new(GroupId, "Support", [Permissions.EndSession], Members: 3, EntityVersion.Of(Noon));

    private static readonly AccountExportDto AdasExport = new(
        new ExportedAccountDto(
            AdaId,
            Email,
            "ADA@EXAMPLE.COM",
            Noon,
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
            Noon,
            Noon,
            Noon,
            EraseAt: null),
        ["Support"],
        [Permissions.EndSession],
        Stream(new ExportedSessionDto(
            SessionId, IsAdmin: false, Noon, Noon.AddMinutes(5), Noon.AddDays(30), Noon.AddHours(1), "logout", "203.0.113.7", "Mozilla/5.0")),
        Stream(new ExportedTokenDto(AdasToken.Id, SessionId, Noon, Noon.AddDays(1), Noon.AddMinutes(5))),
        Stream(new ExportedEventDto("logged_in", Noon, SessionId, "203.0.113.7", ByStaff: false)),
        Stream(new ExportedLoginDto(Tries: 0, Noon, Noon, Noon.AddDays(30))),
        Stream(new ExportedLinkDto("reset_password", Email, Noon, Noon.AddMinutes(30))),
        Stream(new ExportedCodeDto(Tries: 1, Noon.AddMinutes(10))),
        Stream(new ExportedMessageDto("password_changed", Email: null, Noon, Noon, Attempts: 0)));

    private static readonly Dictionary<Type, object> Requests = new()
    {
        [typeof(RegisterUserRequest)] = new
        {
            Email,
            Username = "ada",
            Password,
            Bio = "I write programs.",
            FullName = "Ada Lovelace",
        },
        [typeof(LoginUserRequest)] = new { Email, Password },
        [typeof(UpdateCurrentUserRequest)] = new { Bio = (string?)null, FullName = "Ada King", BirthDate = "1815-12-10" },
        [typeof(ChangePasswordRequest)] = new { CurrentPassword = Password, NewPassword = "tide pool lantern orbit" },
        [typeof(EmailAddressRequest)] = new { Email },
        [typeof(LinkRequest)] = new { Token = Secret },
        [typeof(BindEmailRequest)] = new { Token = Secret, Password },
        [typeof(ConfirmPasswordResetRequest)] = new { Token = Secret, NewPassword = "tide pool lantern orbit" },
        [typeof(DeleteCurrentUserRequest)] = new { CurrentPassword = Password },
        [typeof(ConfirmLoginCodeRequest)] = new { Nonce = Secret, Code = "K7MW4QXD" },
        [typeof(ObtainTokenPairRequest)] = new { Email, Password },
        [typeof(RefreshTokenRequest)] = new { Refresh },
        [typeof(VerifyTokenRequest)] = new { Token = Access },
        [typeof(AddUserRequest)] = new { Email, Username = "ada", Password, FullName = "Ada Lovelace" },
        [typeof(ChangeUserRequest)] = new { Email, BirthDate = "1815-12-10" },
        [typeof(ChangeRightsRequest)] = new
        {
            IsStaff = true,
            IsSuperuser = false,
            Groups = new[] { GroupId },
            UserPermissions = new[] { Permissions.AddUser },
        },
        [typeof(SetUserPasswordRequest)] = new { Password },
        [typeof(DeletionRequest)] = new { CurrentPassword = Password },
        [typeof(GroupRequest)] = new { Name = "Support", Permissions = new[] { Permissions.EndSession } },
        [typeof(BulkUpdateUsersRequest)] = new { Action = "deactivate", UserIds = new[] { AdaId } },
    };

    private static readonly Dictionary<Type, object> Results = new object[]
    {
        new RegisteredUserDto(Email, "ada", "I write programs.", "Ada Lovelace"),
        new LoggedInUserDto(Email, "ada", "Ada Lovelace", IsStaff: false) { Tokens = new TokenPair(Refresh, Access) },
        new CurrentUserDto(
            AdaId,
            Email,
            "ada",
            "I write programs.",
            "Ada Lovelace",
            new DateOnly(1815, 12, 10),
            IsStaff: false)
        {
            EmailVerified = true,
            Language = "en",
        },
        new SessionsDto(
        [
            new SessionDto(
                new Guid("5f0c7f6a-3c1e-4d8e-9f43-0b1f1d2c3a44"),
                Noon,
                Noon.AddMinutes(5),
                Noon.AddDays(30),
                "203.0.113.7",
                "Mozilla/5.0")
            {
                Current = true,
            },
        ],
        Next: "AN8hQ4-7wABfDH9qPB5OjZ9DCx8dLDpE"),
        new SecurityEventsDto([new SecurityEventDto("logged_in", Noon, new Guid("5f0c7f6a-3c1e-4d8e-9f43-0b1f1d2c3a44"), "203.0.113.7")], Next: 41),
        new JsonWebKeySetDto(
        [
            new PublicKey(
                "EC",
                "sig",
                "h8vyN0X9RhCwU7rRY25eiwFSS4AESBR-uMvrJuse4jg",
                "ES256",
                "P-256",
                "WKn-ZIGevcwGIyyrzFoZNBdaq9_TsqzGl96oc0CWuis",
                "y77t-RvAHRKTsSGdIYUfweuOvwrvDD-Q3Hv5J0fSKbE"),
        ]),
        new OpenIdConfigurationDto("https://auth.example.com", "https://auth.example.com/.well-known/jwks.json", []),
        new TokenPair(Refresh, Access),
        new LoginCodeDto(Secret),
        AdasExport,
        new RefreshedTokensDto(Access, Refresh),
        Unit.Value,
        new UsersPageDto([AdasRow], Next: "MS0wMThmNGYyZTdkNWM3YzNhOWIxZTNmMGY0YzlkMmE2MQ"),
        new UserDetailsDto(
            AdaId,
            Email,
            Noon,
            PendingEmail: null,
            "ada",
            "Ada Lovelace",
            "I write programs.",
            new DateOnly(1815, 12, 10),
            Language: "en",
            IsActive: true,
            IsStaff: true,
            IsSuperuser: false,
            [new GroupRefDto(GroupId, "Support")],
            [Permissions.AddUser],
            Noon,
            Noon.AddDays(1),
            Noon.AddDays(1),
            EraseAt: null,
            OwnerProven: true,
            EntityVersion.Of(Noon.AddDays(1))),
        new UserSessionsPageDto([AdasSession], Next: "CN6-3GWKgABfDH9qPB5NjZ9DCx8dLDpE"),
        new RefreshTokensPageDto([AdasToken], Next: null),
        new SessionTraceDto("Signed out: they logged out.", AdasRow, AdasSession, AdasToken, [AdasEvent]),
        new StaffEventsPageDto([AdasEvent], Next: 41),
        new OverviewDto(
            [new DayDto(new DateOnly(2026, 6, 1), Registrations: 12, Logins: 340, Failures: 25, ActiveSessions: 1_200)],
            [new KeyDto("h8vyN0X9RhCwU7rRY25eiwFSS4AESBR-uMvrJuse4jg", "ES256", IsCurrent: true, Noon)],
            new DatabaseDto("PostgreSql", TimeSpan.FromMilliseconds(1)),
            Noon,
            TimeSpan.FromMilliseconds(120),
            new MailDto(Pending: 2, GivenUp: 0, TimeSpan.FromSeconds(3))),
        Support,
        new GroupsDto([Support], Permissions.All),
        new BulkResultDto([AdaId], [new RefusedDto(GroupId, "Not found.")]),
        $"id,email,username,full_name,is_active,is_staff,is_superuser,created_at,last_login_at\r\n{AdaId},{Email},ada,Ada Lovelace,true,true,false,2026-06-01T12:00:00Z,\r\n",
    }.ToDictionary(example => example.GetType());

    private static IAsyncEnumerable<T> Stream<T>(params T[] items) => items.ToAsyncEnumerable();

    public static object OfRequest(Type type) => Requests[type];

    public static object OfResult(Type type) => Results[type];
}
