using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.WebApi.FunctionalTests.AdminPages;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>No secret or personal data reaches a log line or the body of an error.</summary>
internal sealed class SecretLeakTests
{
    private const string NewPassword = "tide pool lantern orbit";
    private const string WrongPassword = "gravel comet harbor sleeve";
    private const string OtherEmail = "countess@example.org";
    private const string InvalidEmail = "nobody.at.all@";

    // A part of this length identifies a token.
    private const int IdentifyingLength = 16;

    [TestCase("Information")]
    [TestCase("Trace")]
    public async Task Log_WhenEveryKindOfRequestWasSent_ContainsNoSecret(string level)
    {
        using CleanAuthHost host = new(
            ("Logging:LogLevel:Default", level),
            ("Logging:LogLevel:Microsoft.AspNetCore", level),
            ("Logging:LogLevel:Microsoft.EntityFrameworkCore", level));
        using Api api = new(host.Connect());

        Run run = await RunAsync(host, api);

        string log = string.Join('\n', host.Logs.Lines);
        Assert.That(log, Does.Contain("logged in").And.Contain("A login failed"), "The log must contain the lines of the service.");
        Assert.That(FindIn(log, await SecretsAsync(host, run)), Is.Empty);
    }

    // Each of these secrets opens an account or a page of it, so the log must not contain it.
    [TestCase("Information")]
    [TestCase("Trace")]
    public async Task Log_WhenSecretsOfEmailsAreUsed_ContainsNone(string level)
    {
        using CleanAuthHost host = new(
            ("Logging:LogLevel:Default", level), ("Logging:LogLevel:Microsoft.AspNetCore", level), ("Admin:Enabled", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await host.AddSuperuserAsync();
        await api.RegisterAndLogInAsync();
        await api.RequestResetAsync();
        string nonce = (string)(await api.RequestLoginCodeAsync()).Json["nonce"]!;
        EmailModel[] emails = await mailbox.ReadAsync();
        string code = emails.Single(email => email.Code is not null).Code!;
        string[] tokens = [.. emails.Where(email => email.Link is not null).Select(email => email.Link!.Split("#token=")[1])];
        using PageClient pages = await host.LogInToAdminAsync();
        string cookie = pages.Cookies.GetAllCookies().Single(item => item.Name == "cleanauth-admin").Value;

        foreach (string token in tokens)
        {
            await api.VerifyEmailAsync(token);
            await api.ConfirmLoginLinkAsync("unknown", token);
            await api.ConfirmResetAsync(token);
        }

        await api.ConfirmLoginCodeAsync(nonce, code);
        await pages.GetAsync("/admin/");

        Assert.That(tokens, Has.Length.AtLeast(3));
        Assert.That(FindIn(string.Join('\n', host.Logs.Lines), [.. tokens, nonce, cookie, $"\"{code}\"", $"code {code}"]), Is.Empty);
    }

    [Test]
    public async Task Responses_WhenEveryKindOfRequestFailed_ContainNoSecret()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Run run = await RunAsync(host, api);

        string bodies = string.Join('\n', run.Failures);
        Assert.That(run.Failures.Select(response => response.IsDocumentedError()), Is.All.True, bodies);
        Assert.That(FindIn(bodies, await SecretsAsync(host, run)), Is.Empty);
    }

    /// <summary>Sends every kind of request, also those that fail.</summary>
    private static async Task<Run> RunAsync(CleanAuthHost host, Api api)
    {
        ClientTokens first = await api.RegisterAndLogInAsync();
        ClientTokens second = ClientTokens.From((await api.LogInAsync()).Json["user"]!["tokens"]);
        ClientTokens third = ClientTokens.From((await api.RefreshAsync(first.Refresh)).Json);
        await api.GetProfileAsync(third.Access);
        await api.UpdateProfileAsync(third.Access, $$"""{"email":"{{OtherEmail}}","bio":"engines"}""");
        await api.UpdateProfileAsync(third.Access, $$"""{"password":"{{NewPassword}}"}""");
        await host.CommandAsync(new SetUserPasswordCommand(OtherEmail, NewPassword));
        await api.VerifyAsync(third.Refresh);
        await api.LogOutAsync(third.Access, third.Refresh);

        ApiResponse[] failures =
        [
            await api.LogInAsync(OtherEmail, WrongPassword),
            await api.ObtainTokensAsync(OtherEmail, WrongPassword),
            await api.LogInAsync("nobody@example.com", WrongPassword),
            await api.RegisterAsync(OtherEmail, "another", NewPassword),
            await api.RegisterAsync(InvalidEmail, "another", "tide"),
            await api.SendAsync(HttpMethod.Post, "/api/login/", $$"""{"user":{"email":"{{OtherEmail}}","password":"{{NewPassword}}" """),
            await api.SendAsync(HttpMethod.Post, "/api/login/", new StringContent($"email={OtherEmail}&password={NewPassword}")),
            await api.RefreshAsync(first.Refresh),
            await api.RefreshAsync(second.Access),
            await api.BlacklistAsync(third.Refresh),
            await api.VerifyAsync(ClientTokens.WithSignatureOf(second.Access, second.Refresh)),
            await api.GetProfileAsync(ClientTokens.WithSignatureOf(second.Access, second.Refresh)),
            await api.GetProfileAsync(second.Refresh),
            await api.LogOutAsync(second.Access, third.Refresh),
            await ExpiredAsync(host, api, second),
            await DeactivatedAsync(host, api, second),
        ];
        return new Run([first, second, third], failures);
    }

    private static async Task<ApiResponse> ExpiredAsync(CleanAuthHost host, Api api, ClientTokens session)
    {
        host.Clock.Advance(TimeSpan.FromHours(1));
        return await api.GetProfileAsync(session.Access);
    }

    private static async Task<ApiResponse> DeactivatedAsync(CleanAuthHost host, Api api, ClientTokens session)
    {
        await host.CommandAsync(new DeactivateUserCommand(OtherEmail));
        return await api.RefreshAsync(session.Refresh);
    }

    private static async Task<string[]> SecretsAsync(CleanAuthHost host, Run run)
    {
        string hash = await host.QueryAsync(context => context.Users.Select(user => user.PasswordHash).SingleAsync());
        IEnumerable<string> tokens = run.Sessions.SelectMany(session => new[] { session.Refresh, session.Access });
        return
        [
            TestData.Password, NewPassword, WrongPassword, TestData.Email, OtherEmail, InvalidEmail, "nobody@example.com", hash,
            .. tokens.SelectMany(PartsOf),
        ];
    }

    // The header is the same for all tokens and no secret; search for each part of the claims and the signature.
    private static IEnumerable<string> PartsOf(string token) => token.Split('.')[1..]
        .SelectMany(part => part.Chunk(IdentifyingLength))
        .Where(piece => piece.Length == IdentifyingLength)
        .Select(piece => new string(piece));

    private static string[] FindIn(string text, IEnumerable<string> secrets) =>
        [.. secrets.Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase))];

    private sealed record Run(ClientTokens[] Sessions, ApiResponse[] Failures);
}
