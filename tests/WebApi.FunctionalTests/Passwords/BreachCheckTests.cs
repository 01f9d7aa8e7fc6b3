using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.WebApi.FunctionalTests.SigningKeys;
using CleanAuth.WebApi.FunctionalTests.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

internal sealed class BreachCheckTests
{
    private const string NewPassword = "tide pool lantern orbit";
    private const string Breached = """400 {"errors":{"password":["This password has appeared in a data breach."]}}""";
    private static readonly (string Name, string Value) FailClosed = ("Passwords:BreachCheck:FailClosed", "true");

    private static IEnumerable<TestCaseData> Faults =>
    [
        Fault("an error", context => context.Response.StatusCode = 500),
        Fault("a redirect", context => context.Response.Redirect("/elsewhere")),
        Fault("no list", context => context.Response.WriteAsync("<html>Log in to the network</html>")),
        Fault("a list of something else", context => context.Response.WriteAsync("0018A45C4D1DEF81644B54AB7F969B88D65:many")),
        Fault(
            "too much",
            context => context.Response.WriteAsync(string.Concat(Enumerable.Repeat("0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n", 8_000)))),
        Fault("half a response", async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n");
            context.Abort();
        }),
        Fault("nothing", context => Task.Delay(Timeout.Infinite, context.RequestAborted), timeout: "00:00:00.3"),
    ];

    [Test]
    public async Task Register_WhenThePasswordIsBreached_IsRefused()
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartWithBreachedPasswordAsync(TestData.Password, count: 1);
        using CleanAuthHost host = new(service.Settings);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync();

        Assert.That(response.ToString(), Is.EqualTo(Breached));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [Test]
    public async Task Register_WhenThePasswordIsChecked_SendsFiveDigitsOfItsHashAndLogsNone()
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartWithBreachedPasswordAsync(TestData.Password, count: 1);
        using CleanAuthHost host = new([.. service.Settings, ("Logging:LogLevel:Default", "Trace")]);
        using Api api = new(host.Connect());

        await api.RegisterAsync();

        string digits = BreachServiceStandIn.HashOf(TestData.Password)[..5];
        Assert.That(service.Requests, Is.EqualTo([$"GET /range/{digits} User-Agent: CleanAuth, Add-Padding: true"]));
        Assert.That(host.Logs.Lines, Is.Not.Empty.And.None.Contains($"range/{digits}").IgnoreCase);
    }

    [TestCase(TestData.Password, 0, Description = "padding")]
    [TestCase("another password", 9, Description = "others")]
    public async Task Register_WhenThePasswordIsNotBreached_Succeeds(string known, int count)
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartWithBreachedPasswordAsync(known, count);
        using CleanAuthHost host = new([.. service.Settings, FailClosed]);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync();

        Assert.That(response.Status, Is.EqualTo(201));
    }

    [Test]
    public async Task EveryPasswordChoice_WhenThePasswordIsBreached_IsRefused()
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartWithBreachedPasswordAsync(NewPassword, count: 1);
        using CleanAuthHost host = new(service.Settings);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse update = await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{NewPassword}}","bio":"x"}""");

        Assert.That(update.ToString(), Is.EqualTo(Breached));
        Assert.ThrowsAsync<InvalidInputException>(() => host.CommandAsync(new SetUserPasswordCommand(TestData.Email, NewPassword)));
        Assert.ThrowsAsync<InvalidInputException>(
            () => host.CommandAsync(new CreateSuperuserCommand("eve@example.com", "eve", NewPassword)));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [TestCase("ada@example.com", "ada", "short")]
    [TestCase("ada@example.com", "ada", "password1")]
    [TestCase("ada@example.com", "countess", "countess1")]
    [TestCase("nobody", "ada", TestData.Password)]
    public async Task Register_WhenInputIsInvalid_SendsNoRequestToTheBreachService(string email, string username, string password)
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartWithBreachedPasswordAsync(TestData.Password, count: 1);
        using CleanAuthHost host = new(service.Settings);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync(email, username, password);

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(service.Requests, Is.Empty);
    }

    [Test]
    public async Task Register_WhenTheBreachCheckIsOff_SendsNoRequest()
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartWithBreachedPasswordAsync(TestData.Password, count: 1);
        using CleanAuthHost host = new([.. service.Settings, ("Passwords:BreachCheck:Enabled", "false")]);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync();

        Assert.That(response.Status, Is.EqualTo(201));
        Assert.That(service.Requests, Is.Empty);
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Register_WhenTheBreachServiceFails_Succeeds(RequestDelegate fault, string timeout)
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartAsync(fault);
        using CleanAuthHost host = new([.. service.Settings, ("Passwords:BreachCheck:Timeout", timeout)]);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync();

        Assert.That(response.Status, Is.EqualTo(201));
        Assert.That(service.Requests, Has.Count.EqualTo(1));
        Assert.That(host.Logs.Lines, Has.Some.Contains("[3002] The breach check of a password failed"));
    }

    [TestCaseSource(nameof(Faults))]
    public async Task Register_WhenTheBreachServiceFailsAndIsRequired_Returns503WithRetryAfter(RequestDelegate fault, string timeout)
    {
        await using BreachServiceStandIn service = await BreachServiceStandIn.StartAsync(fault);
        using CleanAuthHost host = new([.. service.Settings, FailClosed, ("Passwords:BreachCheck:Timeout", timeout)]);
        using Api api = new(host.Connect());

        ApiResponse response = await api.RegisterAsync();

        Assert.That(
            response.ToString(),
            Is.EqualTo("""503 {"detail":"The service cannot reach its data. Try again shortly.","code":"unavailable"}"""));
        Assert.That(response.Header("Retry-After"), Is.EqualTo("5"));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [Test]
    public async Task CreateSuperuser_WhenTheBreachServiceFailsAndIsRequired_PrintsTheError()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync(
            $"create-superuser --email {TestData.Email} --username {TestData.Username}",
            "",
            ("CLEANAUTH_PASSWORD", TestData.Password),
            ("Passwords__BreachCheck__Enabled", "true"),
            ("Passwords__BreachCheck__BaseAddress", $"http://127.0.0.1:{ResourceServer.FreePort()}/"),
            ("Passwords__BreachCheck__FailClosed", "true"));

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("The service cannot reach its data. Try again shortly."));
        Assert.That(result.Error, Does.Not.Contain("Unhandled exception"));
    }

    private static TestCaseData Fault(string name, Action<HttpContext> response) => Fault(name, context =>
    {
        response(context);
        return Task.CompletedTask;
    });

    private static TestCaseData Fault(string name, RequestDelegate response, string timeout = "00:00:30") =>
        new TestCaseData(response, timeout).SetArgDisplayNames(name);
}
