using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Errors;
using Microsoft.OpenApi;

namespace CleanAuth.WebApi.OpenApi;

/// <summary>A failure by its name in the document.</summary>
internal sealed record ErrorExample(string Name, ErrorResponse Response);

/// <summary>The failures that operations share.</summary>
internal static class ErrorExamples
{
    private static readonly ErrorExample[] InvalidInput =
    [
        new("invalid_input", ErrorMapper.Map(InvalidInputException.Of("email", "This field is required."))),
        new("no_field", ErrorMapper.Map(InvalidInputException.Of(InvalidInputException.NoField, "No data provided"))),
        new("parse_error", ErrorMapper.Map(new MalformedJsonException("line 1, byte 2"))),
    ];

    private static readonly ErrorExample[] Refused =
    [
        new("no_active_account", ErrorMapper.Map(new NoActiveAccountException())),
        new("token_not_valid", ErrorMapper.Map(new TokenNotValidException(TokenNotValidException.Blacklisted))),
    ];

    private static readonly ErrorExample[] Unauthenticated =
    [
        new("not_authenticated", ErrorMapper.Challenge(null)),
        new("token_not_valid", ErrorMapper.Challenge(new TokenNotValidException(TokenNotValidException.InvalidOrExpired))),
        new("bad_authorization_header", ErrorMapper.Challenge(new BadAuthorizationHeaderException())),
        new("user_not_found", ErrorMapper.Map(AccountUnavailableException.NotFound())),
        new("user_inactive", ErrorMapper.Map(AccountUnavailableException.Inactive())),
    ];

    private static readonly ErrorExample[] TooLarge =
        [new("request_too_large", ErrorMapper.Status(StatusCodes.Status413PayloadTooLarge, method: ""))];

    private static readonly ErrorExample[] NotJson =
        [new("unsupported_media_type", ErrorMapper.Map(new UnsupportedMediaTypeException("text/plain")))];

    private static readonly ErrorExample[] Busy =
    [
        new("busy", ErrorMapper.Map(new ServiceBusyException(TimeSpan.FromSeconds(2)))),
        new("timeout", ErrorMapper.TimedOut),
    ];

    private static readonly ErrorExample[] PlainHttp = [new("https_required", ErrorMapper.PlainHttp)];

    private static readonly ErrorExample[] TooSlow =
        [new("request_timeout", ErrorMapper.Status(StatusCodes.Status408RequestTimeout, method: ""))];

    private static readonly ErrorExample[] NotFound =
        [new("not_found", ErrorMapper.Status(StatusCodes.Status404NotFound, method: ""))];

    private static readonly ErrorExample[] Conflict =
    [
        new("conflict", ErrorMapper.Map(new AccountChangedException())),
        new("last_superuser", ErrorMapper.Map(new LastSuperuserException())),
        new("owner_not_proven", ErrorMapper.Map(new UnprovenOwnerException())),
    ];

    private static readonly ErrorExample[] Denied =
        [new("permission_denied", ErrorMapper.Map(new PermissionDeniedException())), .. PlainHttp];

    private static readonly ErrorExample[] LoginTooOld =
        [new("reauthentication_required", ErrorMapper.Map(new ReauthenticationRequiredException()))];

    private static readonly ErrorExample[] Mismatch = [new("version_mismatch", ErrorMapper.Map(new VersionMismatchException()))];

    private static readonly ErrorExample[] NoVersion = [new("version_required", ErrorMapper.Map(new VersionRequiredException()))];

    private static readonly ErrorExample[] Throttled =
        [new("throttled", ErrorMapper.Map(new ThrottledException(TimeSpan.FromSeconds(3))))];

    private static readonly ErrorExample[] Unexpected =
        [new("error", ErrorMapper.Status(StatusCodes.Status500InternalServerError, method: ""))];

    public static IEnumerable<(int Status, string Description, ErrorExample[] Examples)> Of(
        OpenApiOperation operation,
        bool anonymous)
    {
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
        {
            yield return (StatusCodes.Status400BadRequest, "The input breaks a rule.", InvalidInput);
        }

        if (operation.RequestBody is not null)
        {
            yield return (StatusCodes.Status408RequestTimeout, "The body comes too slowly.", TooSlow);
            yield return (StatusCodes.Status413PayloadTooLarge, "The body is larger than 64 KiB.", TooLarge);
            yield return (StatusCodes.Status415UnsupportedMediaType, "The body is not JSON in UTF-8, or has a Content-Encoding.", NotJson);
        }

        if (!anonymous)
        {
            yield return (StatusCodes.Status401Unauthorized, "The access token is not good.", Unauthenticated);
        }
        else if (operation.Responses!.ContainsKey($"{StatusCodes.Status401Unauthorized}"))
        {
            yield return (StatusCodes.Status401Unauthorized, "The credentials or the token are not good.", Refused);
        }

        if (operation.Responses!.ContainsKey($"{StatusCodes.Status404NotFound}"))
        {
            yield return (StatusCodes.Status404NotFound, "There is no such thing.", NotFound);
        }

        if (operation.Responses!.ContainsKey($"{StatusCodes.Status409Conflict}"))
        {
            yield return (StatusCodes.Status409Conflict, "Two requests at once.", Conflict);
        }

        if (operation.Responses!.ContainsKey($"{StatusCodes.Status412PreconditionFailed}"))
        {
            yield return (StatusCodes.Status412PreconditionFailed, "It was changed since that version.", Mismatch);
            yield return (StatusCodes.Status428PreconditionRequired, "If-Match is missing.", NoVersion);
        }

        yield return (StatusCodes.Status403Forbidden, "Plain HTTP where HTTPS is required.", DenialsOf(operation));
        if (anonymous || operation.Responses!.ContainsKey($"{StatusCodes.Status429TooManyRequests}"))
        {
            yield return (StatusCodes.Status429TooManyRequests, "Too many tries; Retry-After says when to try again.", Throttled);
        }

        yield return (StatusCodes.Status500InternalServerError, "A fault of the service.", Unexpected);
        yield return (StatusCodes.Status503ServiceUnavailable, "The service is busy or slow; Retry-After says when to try again.", Busy);
    }

    private static ErrorExample[] DenialsOf(OpenApiOperation operation) =>
        operation.Responses!.TryGetValue($"{StatusCodes.Status403Forbidden}", out IOpenApiResponse? denied) switch
        {
            false => PlainHttp,
            true when denied!.Description!.Contains("login is not recent", StringComparison.Ordinal) => [.. Denied, .. LoginTooOld],
            true => Denied,
        };
}
