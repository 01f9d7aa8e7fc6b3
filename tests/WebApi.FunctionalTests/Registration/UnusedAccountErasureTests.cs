using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Operations.FlushExpiredTokens;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Registration;

/// <summary>Attack: register accounts that are never used, for instance with a profile of 63 KB.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class UnusedAccountErasureTests(DatabaseProvider provider)
{
    private static readonly (string Name, string Value) ThirtyDays = ("Accounts:UnusedLifetime", "30.00:00:00");

    [Test]
    public async Task Sweep_WhenAnAccountIsUnverifiedAndUnused_ErasesIt()
    {
        using CleanAuthHost host = new(provider, ThirtyDays);
        using Api api = new(host.Connect());
        await api.RegisterAsync("unused@example.com", "unused");
        await api.RegisterAndLogInAsync("used@example.com", "used");
        await api.RegisterAsync("verified@example.com", "verified");
        await VerifyAsync(host, "verified@example.com");

        string[] before = await AdvanceAndSweepAsync(host, TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        string[] after = await AdvanceAndSweepAsync(host, TimeSpan.FromSeconds(1));

        Assert.That(before, Is.EquivalentTo(new[] { "unused", "used", "verified" }));
        Assert.That(after, Is.EquivalentTo(new[] { "used", "verified" }));
        Assert.That((await api.RegisterAsync("unused@example.com", "unused")).Status, Is.EqualTo(201), "Address and name are free again.");
    }

    [Test]
    public async Task Sweep_WhenNotConfigured_ErasesNoAccount()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        string[] left = await AdvanceAndSweepAsync(host, TimeSpan.FromDays(3_650));

        Assert.That(left, Is.EqualTo(new[] { TestData.Username }));
    }

    [Test]
    public async Task Sweep_WhenAnAccountWasNotRegisteredOverTheApi_NeverErasesIt()
    {
        using CleanAuthHost host = new(provider, ThirtyDays);
        using HttpClient started = host.Connect();
        await host.CommandAsync(new CreateSuperuserCommand("root@example.com", "root", TestData.Password));
        await host.QueryAsync(context =>
        {
            context.Users.Add(User.Register("imported@example.com", "imported", "hash", bio: null, fullName: null, host.Clock.GetUtcNow()));
            return context.SaveChangesAsync();
        });

        string[] left = await AdvanceAndSweepAsync(host, TimeSpan.FromDays(3_650));

        Assert.That(left, Is.EquivalentTo(new[] { "root", "imported" }));
    }

    private static Task<int> VerifyAsync(CleanAuthHost host, string email) => host.QueryAsync(async context =>
    {
        User user = await context.Users.SingleAsync(found => found.Email == email);
        user.VerifyEmail(host.Clock.GetUtcNow());
        return await context.SaveChangesAsync();
    });

    private static async Task<string[]> AdvanceAndSweepAsync(CleanAuthHost host, TimeSpan time)
    {
        host.Clock.Advance(time);
        await host.CommandAsync(new FlushExpiredTokensCommand());
        return await host.QueryAsync(context => context.Users.Select(user => user.Username).ToArrayAsync());
    }
}
