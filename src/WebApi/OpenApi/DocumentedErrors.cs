using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Errors;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>An error response in the OpenAPI document, the operations that have it, and an example for each error code.</summary>
internal sealed record DocumentedError(
    int Status,
    string Description,
    Func<DocumentedOperation, bool> Applies,
    params (string Name, ErrorResponse Response)[] Examples);

/// <summary>All error responses. The examples come from the error mapper, so they equal real responses.</summary>
internal static class DocumentedErrors
{
    private const string NotAuthenticated =
        "The access token is missing, invalid or expired, or the account is deleted or deactivated.";

    private static readonly (string, ErrorResponse)[] InvalidInput =
    [
        ("invalid_input", ErrorMapper.Map(InvalidInputException.Of("email", "This field is required."))),
        ("no_field", ErrorMapper.Map(InvalidInputException.Of(InvalidInputException.NoField, "No data provided"))),
        ("parse_error", ErrorMapper.Map(new MalformedJsonException("line 1, byte 2"))),
    ];

    private static readonly (string, ErrorResponse)[] Unauthenticated =
    [
        ("not_authenticated", ErrorMapper.Challenge(null)),
        ("token_not_valid", ErrorMapper.Challenge(new TokenNotValidException(TokenNotValidException.InvalidOrExpired))),
        ("bad_authorization_header", ErrorMapper.Challenge(new BadAuthorizationHeaderException())),
        ("user_not_found", ErrorMapper.Map(AccountUnavailableException.NotFound())),
        ("user_inactive", ErrorMapper.Map(AccountUnavailableException.Inactive())),
    ];

    private static readonly (string, ErrorResponse)[] RefusedCredentials =
    [
        ("no_active_account", ErrorMapper.Map(new NoActiveAccountException())),
        ("token_not_valid", ErrorMapper.Map(new TokenNotValidException(TokenNotValidException.Blacklisted))),
    ];

    private static readonly (string, ErrorResponse) PlainHttp = ("https_required", ErrorMapper.PlainHttp);

    private static readonly (string, ErrorResponse) Denied = ("permission_denied", ErrorMapper.Map(new PermissionDeniedException()));

    private static readonly (string, ErrorResponse) LoginTooOld =
        ("reauthentication_required", ErrorMapper.Map(new ReauthenticationRequiredException()));

    private static readonly (string, ErrorResponse)[] Conflict =
    [
        ("conflict", ErrorMapper.Map(new AccountChangedException())),
        ("last_superuser", ErrorMapper.Map(new LastSuperuserException())),
        ("owner_not_proven", ErrorMapper.Map(new UnprovenOwnerException())),
    ];

    private static readonly (string, ErrorResponse)[] Busy =
    [
        ("busy", ErrorMapper.Map(new ServiceBusyException(TimeSpan.FromSeconds(2)))),
        ("timeout", ErrorMapper.TimedOut),
    ];

    public static IReadOnlyList<DocumentedError> All { get; } =
    [
        new(400, "The input is invalid.", operation => operation.HasInput, InvalidInput),
        new(401, NotAuthenticated, operation => operation.AcceptsToken, Unauthenticated),
        new(
            401,
            "The credentials or the token are invalid.",
            operation => !operation.AcceptsToken && operation.Declares(401),
            RefusedCredentials),
        new(
            403,
            "The request uses plain HTTP, but HTTPS is required.",
            operation => !operation.IsForStaff && !operation.SupportsCookieMode,
            PlainHttp),
        new(
            403,
            "The request uses plain HTTP, but HTTPS is required; or in cookie mode the origin is not allowed.",
            operation => operation.SupportsCookieMode,
            PlainHttp,
            ("origin_not_allowed", ErrorMapper.Map(new OriginNotAllowedException()))),
        new(
            403,
            "The caller is not staff, lacks the permission, or is not a superuser while the account is staff.",
            operation => operation.IsForStaff && !operation.NeedsRecentLogin,
            Denied,
            PlainHttp),
        new(
            403,
            "The caller lacks the permission, or their login is not recent and the body has no `current_password`.",
            operation => operation.IsForStaff && operation.NeedsRecentLogin,
            Denied,
            PlainHttp,
            LoginTooOld),
        new(404, "The resource does not exist.", operation => operation.CanBeMissing, ("not_found", Status(404))),
        new(408, "The body arrived too slowly.", operation => operation.HasBody, ("request_timeout", Status(408))),
        new(
            409,
            "Another request changed the account at the same time. Nothing was saved.",
            operation => operation.Declares(409),
            Conflict),
        new(
            412,
            "The resource has changed since it was read. Nothing was saved.",
            operation => operation.RequiresVersion,
            ("version_mismatch", ErrorMapper.Map(new VersionMismatchException()))),
        new(413, "The body is larger than 64 KiB.", operation => operation.HasBody, ("request_too_large", Status(413))),
        new(
            415,
            "The body is not JSON in UTF-8, or has a Content-Encoding.",
            operation => operation.HasBody,
            ("unsupported_media_type", ErrorMapper.Map(new UnsupportedMediaTypeException("text/plain")))),
        new(
            428,
            "If-Match is missing.",
            operation => operation.RequiresVersion,
            ("version_required", ErrorMapper.Map(new VersionRequiredException()))),
        new(
            429,
            "Too many requests from the network, or too many attempts for the account. Retry-After says when to retry.",
            operation => operation.IsThrottled,
            ("throttled", ErrorMapper.Map(new ThrottledException(TimeSpan.FromSeconds(3))))),
        new(500, "An unexpected error.", _ => true, ("error", Status(500))),
        new(503, "The service is busy, or the request took too long. Retry-After says when to retry.", _ => true, Busy),
    ];

    private static ErrorResponse Status(int status) => ErrorMapper.Status(status);
}
