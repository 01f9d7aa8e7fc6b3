using System.Data.Common;
using CleanAuth.Application.Errors;
using CleanAuth.WebApi.Hosting;

namespace CleanAuth.WebApi.Errors;

/// <summary>
/// Maps every error to an HTTP response: errors of validation, model binding, JSON, authentication, routing, the server and the
/// database, and bugs.
/// </summary>
internal static class ErrorMapper
{
    private static readonly TimeSpan DatabaseRetry = TimeSpan.FromSeconds(5);

    /// <summary>The response to plain HTTP if HTTPS is required.</summary>
    public static ErrorResponse PlainHttp { get; } =
        Failure(StatusCodes.Status403Forbidden, "This service is called over HTTPS only.", "https_required");

    /// <summary>The response to an unknown host name.</summary>
    public static ErrorResponse UnknownHost { get; } =
        Failure(StatusCodes.Status400BadRequest, "The host name is not accepted.", "unknown_host");

    /// <summary>The response to a request that took too long.</summary>
    public static ErrorResponse TimedOut { get; } =
        Failure(StatusCodes.Status503ServiceUnavailable, "The request took too long. Try again shortly.", "timeout") with
        {
            RetryAfter = DatabaseRetry,
        };

    public static ErrorResponse Map(Exception exception) => exception switch
    {
        InvalidInputException invalid => Invalid(invalid.Errors),
        LoginFailedException => Invalid(InvalidInputException.Of(InvalidInputException.NoField, exception.Message).Errors),
        MalformedJsonException => Failure(StatusCodes.Status400BadRequest, exception.Message, "parse_error"),
        UnsupportedMediaTypeException =>
            Failure(StatusCodes.Status415UnsupportedMediaType, exception.Message, "unsupported_media_type"),
        UnsupportedContentEncodingException =>
            Failure(StatusCodes.Status415UnsupportedMediaType, exception.Message, "unsupported_media_type") with { RefusesEncoding = true },
        NoActiveAccountException => Failure(StatusCodes.Status401Unauthorized, exception.Message, "no_active_account"),
        TokenNotValidException => InvalidToken(exception.Message, "token_not_valid"),
        AccountUnavailableException unavailable => InvalidToken(unavailable.Message, unavailable.Code),
        BadAuthorizationHeaderException => InvalidToken(exception.Message, "bad_authorization_header"),
        OriginNotAllowedException => Failure(StatusCodes.Status403Forbidden, exception.Message, "origin_not_allowed"),
        PermissionDeniedException => Status(StatusCodes.Status403Forbidden),
        ReauthenticationRequiredException => Failure(StatusCodes.Status403Forbidden, exception.Message, "reauthentication_required"),
        UnprovenOwnerException => Failure(StatusCodes.Status409Conflict, exception.Message, "owner_not_proven"),
        LastSuperuserException => Failure(StatusCodes.Status409Conflict, exception.Message, "last_superuser"),
        VersionMismatchException => Failure(StatusCodes.Status412PreconditionFailed, exception.Message, "version_mismatch"),
        VersionRequiredException => Failure(StatusCodes.Status428PreconditionRequired, exception.Message, "version_required"),
        AccountChangedException => Failure(StatusCodes.Status409Conflict, exception.Message, "conflict"),
        ServiceBusyException busy =>
            Failure(StatusCodes.Status503ServiceUnavailable, busy.Message, "busy") with { RetryAfter = busy.RetryAfter },
        ThrottledException throttled =>
            Failure(StatusCodes.Status429TooManyRequests, throttled.Message, "throttled") with { RetryAfter = throttled.RetryAfter },
        StateUnavailableException => Unavailable(exception.Message),
        NotFoundException => Status(StatusCodes.Status404NotFound),
        BadHttpRequestException bad => Status(bad.StatusCode),
        UnstorableValueException => Status(StatusCodes.Status500InternalServerError),
        _ when ComesFromDatabase(exception) => Unavailable(new StateUnavailableException().Message),
        _ => Status(StatusCodes.Status500InternalServerError),
    };

    /// <summary>The response of a protected endpoint without a valid access token.</summary>
    public static ErrorResponse Challenge(Exception? authenticationFailure) => authenticationFailure switch
    {
        null => Failure(
            StatusCodes.Status401Unauthorized,
            "Authentication credentials were not provided.",
            "not_authenticated"),
        TokenNotValidException { Message: TokenNotValidException.NoUser } => Map(authenticationFailure),
        TokenNotValidException => BadAccessToken(authenticationFailure.Message),
        _ => Map(authenticationFailure),
    };

    /// <summary>The response for a status that has no body yet.</summary>
    public static ErrorResponse Status(int status, string method = "") => status switch
    {
        StatusCodes.Status401Unauthorized => Challenge(null),
        StatusCodes.Status403Forbidden =>
            Failure(status, "You do not have permission to perform this action.", "permission_denied"),
        StatusCodes.Status404NotFound => Failure(status, "Not found.", "not_found"),
        StatusCodes.Status405MethodNotAllowed => Failure(status, $"Method \"{method}\" not allowed.", "method_not_allowed"),
        StatusCodes.Status408RequestTimeout => Failure(status, "The request came too slowly.", "request_timeout"),
        StatusCodes.Status413PayloadTooLarge => Failure(
            status,
            $"The body is larger than {KestrelSetup.MaxBodySize} bytes.",
            "request_too_large"),
        >= 500 => Failure(status, "A server error occurred.", "error"),
        _ => Failure(status, "The request is not valid.", "bad_request"),
    };

    /// <summary>Whether the error is a fault of the service, which the operator must see.</summary>
    public static bool IsServerFault(ErrorResponse response) =>
        response.Status >= 500 && response.Body is not FailureBody { Code: "busy" };

    private static ErrorResponse Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        new(StatusCodes.Status400BadRequest, new InvalidInputBody(errors));

    private static ErrorResponse Failure(int status, string detail, string code) => new(status, new FailureBody(detail, code));

    private static ErrorResponse Unavailable(string detail) =>
        Failure(StatusCodes.Status503ServiceUnavailable, detail, "unavailable") with { RetryAfter = DatabaseRetry };

    private static ErrorResponse InvalidToken(string detail, string code) =>
        Failure(StatusCodes.Status401Unauthorized, detail, code) with { InvalidToken = true };

    private static ErrorResponse BadAccessToken(string message) => new(
        StatusCodes.Status401Unauthorized,
        new FailureBody(
            "Given token not valid for any token type",
            "token_not_valid",
            [new TokenMessage("AccessToken", "access", message)]))
    {
        InvalidToken = true,
    };

    private static bool ComesFromDatabase(Exception? exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException)
            {
                return true;
            }
        }

        return false;
    }
}
