using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Registration;

internal sealed class NoDefaultAccountsTests
{
    [Test]
    public async Task Start_WhenTheDatabaseIsNew_CreatesNoAccount()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        ApiResponse response = await api.LogInAsync("admin@example.com", "admin");

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.Zero);
    }
}
