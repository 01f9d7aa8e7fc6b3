using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.Security;

namespace CleanAuth.WebApi.FunctionalTests.Endpoints;

/// <summary>
/// Every endpoint of the API: its route, who may call it, its rate limit, the status that an allowed caller gets, and a valid body.
/// All tests that visit every endpoint read this table. Words in braces are values of <see cref="EndpointScene"/>.
/// </summary>
internal static class EndpointTable
{
    private const string Profile =
        """{"user":{"email":"{email}","username":"{username}","password":"{password}","bio":"b","full_name":"f","birth_date":"2000-01-01","language":"de"}}""";

    public static readonly ApiEndpoint[] All =
    [
        .. Row("POST api/register", Callers.Anyone, NetworkLimits.Credentials, 201, """{"user":{"email":"{name}@example.com","username":"{name}","password":"{password}","bio":"b","full_name":"f"}}"""),
        .. Row("POST api/login", Callers.Anyone, NetworkLimits.Credentials, 200, """{"user":{"email":"{email}","password":"{password}"}}"""),
        .. Row("POST api/login/code", Callers.Anyone, NetworkLimits.Credentials, 202, """{"email":"{email}"}"""),
        .. Row("POST api/login/code/confirm", Callers.Anyone, NetworkLimits.Credentials, 400, """{"nonce":"n","code":"123456"}"""),
        .. Row("POST api/logout", Callers.Bearer, NetworkLimits.Tokens, 204, """{"refresh":"{refresh}"}"""),
        .. Row("POST api/token", Callers.Anyone, NetworkLimits.Credentials, 200, """{"email":"{email}","password":"{password}"}"""),
        .. Row("POST api/token/refresh", Callers.Anyone, NetworkLimits.Tokens, 200, """{"refresh":"{refresh}"}"""),
        .. Row("POST api/token/verify", Callers.Anyone, NetworkLimits.Tokens, 200, """{"token":"{access}"}"""),
        .. Row("POST api/token/blacklist", Callers.Anyone, NetworkLimits.Tokens, 200, """{"refresh":"{refresh}"}"""),
        .. Row("GET HEAD api/user", Callers.Bearer, null, 200),
        .. Row("PUT PATCH api/user", Callers.Bearer, NetworkLimits.LoggedIn, 200, Profile),
        .. Row("DELETE api/user", Callers.Bearer, NetworkLimits.LoggedIn, 204, """{"current_password":"{password}"}"""),
        .. Row("POST api/user/delete", Callers.Bearer, NetworkLimits.LoggedIn, 204, """{"current_password":"{password}"}"""),
        .. Row("POST api/user/restore", Callers.Anyone, NetworkLimits.Tokens, 400, """{"token":"t"}"""),
        .. Row("GET api/user/export", Callers.Bearer, NetworkLimits.LoggedIn, 200),
        .. Row("POST api/password/change", Callers.Bearer, NetworkLimits.LoggedIn, 200, """{"current_password":"{password}","new_password":"tide pool lantern orbit"}"""),
        .. Row("POST api/password/reset", Callers.Anyone, NetworkLimits.Credentials, 202, """{"email":"{email}"}"""),
        .. Row("POST api/password/reset/confirm", Callers.Anyone, NetworkLimits.Credentials, 400, """{"token":"t","new_password":"{password}"}"""),
        .. Row("POST api/email/verify", Callers.AnyoneOrBearer, NetworkLimits.Credentials, 400, """{"token":"t","password":"{password}"}"""),
        .. Row("POST api/email/verify/resend", Callers.Anyone, NetworkLimits.Credentials, 202, """{"email":"{email}"}"""),
        .. Row("POST api/email/change/confirm", Callers.AnyoneOrBearer, NetworkLimits.Credentials, 400, """{"token":"t","password":"{password}"}"""),
        .. Row("POST api/email/change/undo", Callers.Anyone, NetworkLimits.Tokens, 400, """{"token":"t"}"""),
        .. Row("GET HEAD api/sessions", Callers.Bearer, NetworkLimits.LoggedIn, 200),
        .. Row("DELETE api/sessions", Callers.Bearer, NetworkLimits.LoggedIn, 204),
        .. Row("DELETE api/sessions/{id:guid}", Callers.Bearer, NetworkLimits.LoggedIn, 204),
        .. Row("POST api/sessions/report", Callers.Anyone, NetworkLimits.Tokens, 400, """{"token":"t"}"""),
        .. Row("GET HEAD api/security-events", Callers.Bearer, null, 200),
        .. Row("GET HEAD .well-known/jwks.json", Callers.Anyone, NetworkLimits.Tokens, 200),
        .. Row("GET HEAD .well-known/openid-configuration", Callers.Anyone, NetworkLimits.Tokens, 200),
        .. Row("GET api/admin/users", Callers.Staff, null, 200),
        .. Row("POST api/admin/users", Permissions.AddUser, NetworkLimits.Credentials, 201, """{"email":"{name}@example.com","username":"{name}","password":"{password}","birth_date":"2000-01-01"}"""),
        .. Row("GET api/admin/users/{id:guid}", Callers.Staff, null, 200),
        .. Row("PATCH api/admin/users/{id:guid}", Permissions.ChangeUser, NetworkLimits.LoggedIn, 200, """{"email":"{name}@example.com","username":"{name}","bio":"b","full_name":"f","birth_date":"2000-01-01"}"""),
        .. Row("PUT api/admin/users/{id:guid}/rights", Callers.Superuser, NetworkLimits.LoggedIn, 200, """{"user_permissions":[],"is_staff":true,"is_superuser":false,"groups":[]}"""),
        .. Row("PUT api/admin/users/{id:guid}/password", Permissions.SetPassword, NetworkLimits.Credentials, 204, """{"password":"another correct horse"}"""),
        .. Row("POST api/admin/users/{id:guid}/deactivate", Permissions.DeactivateUser, null, 204),
        .. Row("POST api/admin/users/{id:guid}/activate", Permissions.DeactivateUser, null, 204),
        .. Row("POST api/admin/users/{id:guid}/send-verification", Permissions.ChangeUser, null, 204),
        .. Row("POST api/admin/users/{id:guid}/send-password-reset", Permissions.ChangeUser, null, 204),
        .. Row("DELETE api/admin/users/{id:guid}", Permissions.DeleteUser, NetworkLimits.LoggedIn, 204, """{"current_password":"{password}"}"""),
        .. Row("POST api/admin/users/bulk", Permissions.DeactivateUser, null, 200, """{"action":"deactivate","user_ids":["{user}"]}"""),
        .. Row("GET api/admin/users/export", Permissions.ExportUsers, null, 200),
        .. Row("GET api/admin/users/{id:guid}/sessions", Callers.Staff, null, 200),
        .. Row("DELETE api/admin/users/{id:guid}/sessions", Permissions.EndSession, null, 204),
        .. Row("GET api/admin/users/{id:guid}/refresh-tokens", Callers.Staff, null, 200),
        .. Row("DELETE api/admin/sessions/{id:guid}", Permissions.EndSession, null, 204),
        .. Row("POST api/admin/refresh-tokens/{jti:guid}/blacklist", Permissions.EndSession, null, 204),
        .. Row("GET api/admin/trace/{id:guid}", Callers.Staff, null, 200),
        .. Row("GET api/admin/security-events", Callers.Staff, null, 200),
        .. Row("GET api/admin/overview", Callers.Staff, null, 200),
        .. Row("GET api/admin/groups", Callers.Staff, null, 200),
        .. Row("POST api/admin/groups", Callers.Superuser, NetworkLimits.LoggedIn, 201, """{"name":"{name}","permissions":["end_session"]}"""),
        .. Row("GET api/admin/groups/{id:guid}", Callers.Staff, null, 200),
        .. Row("PUT api/admin/groups/{id:guid}", Callers.Superuser, NetworkLimits.LoggedIn, 200, """{"name":"{name}","permissions":[]}"""),
        .. Row("DELETE api/admin/groups/{id:guid}", Callers.Superuser, NetworkLimits.LoggedIn, 204, """{"current_password":"{password}"}"""),
    ];

    public static IEnumerable<ApiEndpoint> WithBody => All.Where(endpoint => endpoint.Body is not null);

    public static IEnumerable<ApiEndpoint> ForStaff => All.Where(endpoint => endpoint.IsForStaff);

    private static IEnumerable<ApiEndpoint> Row(string route, string callers, string? limit, int status, string? body = null)
    {
        string[] words = route.Split(' ');
        return words[..^1].Select(method => new ApiEndpoint(method, words[^1], callers, limit, status, body));
    }
}
