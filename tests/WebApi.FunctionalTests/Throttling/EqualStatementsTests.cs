using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>A request for an email looks up no account; <see cref="EqualTimingTests"/> has the time that it takes.</summary>
internal sealed class EqualStatementsTests
{
    [TestCase(TestData.Email)]
    [TestCase("nobody@example.com")]
    public async Task EmailRequest_WhenGivenAnyAddress_ExecutesTheSameStatements(string email)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        int reset = await CountAsync(commands, () => api.RequestResetAsync(email));
        int resend = await CountAsync(commands, () => api.ResendVerificationAsync(email));
        int code = await CountAsync(commands, () => api.RequestLoginCodeAsync(email));

        // The caller's network is looked up, and a message is written. A code has a row of its own, for its nonce.
        Assert.That((reset, resend, code), Is.EqualTo((2, 2, 3)));
    }

    // Both names are looked up; an account, a message and an event are written.
    [TestCase(TestData.Email)]
    [TestCase("nobody@example.com")]
    public async Task Register_WhenAddressesMustBeVerified_ExecutesFiveStatementsWhetherTakenOrNot(string email)
    {
        CommandCounter commands = new();
        using CleanAuthHost host = Start(commands, CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        int statements = await CountAsync(commands, () => api.RegisterAsync(email, "eve"));

        Assert.That(statements, Is.EqualTo(5));
    }

    private static CleanAuthHost Start(CommandCounter commands, params (string Name, string Value)[] settings) => new(settings)
    {
        Register = services => services.ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(commands)),
    };

    private static async Task<int> CountAsync(CommandCounter commands, Func<Task<Answer>> act)
    {
        int before = commands.Count;
        await act();
        return commands.Count - before;
    }
}
