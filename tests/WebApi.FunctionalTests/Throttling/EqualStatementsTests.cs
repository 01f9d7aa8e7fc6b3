using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>A request for an email reads no account; <see cref="EqualTimingTests"/> tests its time.</summary>
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

        // The request reads the network of the caller and adds an email. A login code has an additional row for its nonce.
        Assert.That((reset, resend, code), Is.EqualTo((2, 2, 3)));
    }

    // The registration looks up both names, and adds an account, an email and an event.
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

    private static async Task<int> CountAsync(CommandCounter commands, Func<Task<ApiResponse>> act)
    {
        int before = commands.Count;
        await act();
        return commands.Count - before;
    }
}
