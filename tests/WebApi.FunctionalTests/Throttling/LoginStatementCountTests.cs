using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>The commands that throttling adds to a login on SQLite; a server gets those of a save in one batch.</summary>
internal sealed class LoginStatementCountTests
{
    private const string Wrong = "wrong horse battery staple";

    // The login reads the data of its checks, locks and reads the account in one command, reads the sessions beyond the
    // limit and the known devices, and writes the account, a session, its token and an event.
    [Test]
    public async Task LogIn_WhenThrottlingIsOff_ExecutesEightCommands()
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands, isThrottled: false);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();

        int statements = await CountAsync(host, commands, () => api.LogInAsync());

        Assert.That(statements, Is.EqualTo(8));
    }

    [Test]
    public async Task LogIn_WhenNewDeviceNotificationsAreOff_ExecutesOneStatementLess()
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands, isThrottled: false, ("Accounts:NotifyNewDevices", "false"));
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();

        int statements = await CountAsync(host, commands, () => api.LogInAsync());

        Assert.That(statements, Is.EqualTo(7));
    }

    // Reads the counter, counts the attempt, and clears the counter in the same save.
    [Test]
    public async Task LogIn_WhenTheNetworkIsKnown_ExecutesThreeMoreStatements()
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();

        int statements = await CountAsync(host, commands, () => api.LogInAsync());

        Assert.That(statements, Is.EqualTo(11));
    }

    [TestCase(TestData.Email)]
    [TestCase("nobody@example.com")]
    public async Task LogIn_WhenItFailsFromAStrangeNetwork_ExecutesFourStatementsForAnyAddress(string email)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.LogInAsync(email, Wrong);

        int statements = await CountAsync(host, commands, () => api.LogInAsync(email, Wrong));

        Assert.That(statements, Is.EqualTo(4));
    }

    [TestCase(TestData.Email)]
    [TestCase("nobody@example.com")]
    public async Task LogIn_WhenNoAttemptIsLeft_ExecutesOneStatementForAnyAddress(string email)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        for (int guess = 0; guess < 5; guess++)
        {
            await api.LogInAsync(email, Wrong);
        }

        int statements = await CountAsync(host, commands, () => api.LogInAsync(email, Wrong));

        Assert.That(statements, Is.EqualTo(1));
    }

    private static CleanAuthHost Start(
        CommandCounter commands,
        bool isThrottled = true,
        params (string Name, string Value)[] settings) => new([("Throttling:Enabled", $"{isThrottled}"), .. settings])
        {
            Register = services => services.ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(commands)),
        };

    private static async Task<int> CountAsync(CleanAuthHost host, CommandCounter commands, Func<Task<ApiResponse>> act)
    {
        // Advance the clock; otherwise the time of login would not change and not be written.
        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        int before = commands.Count;
        await act();
        return commands.Count - before;
    }
}
