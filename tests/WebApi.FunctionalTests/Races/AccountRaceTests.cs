using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Races;

internal sealed class AccountRaceTests
{
    private const string LoginFailed = """400 {"errors":{"error":["A user with this email and password was not found."]}}""";

    private readonly PausingHasher hasher = new();

    [Test]
    public async Task UpdateCurrentUser_WhenManyChangeDifferentMembers_LosesNone()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        for (int round = 0; round < 10; round++)
        {
            ApiResponse[] responses = await Task.WhenAll(
                api.UpdateProfileAsync(session.Access, $$"""{"email":"ada{{round}}@example.com"}"""),
                api.UpdateProfileAsync(session.Access, $$"""{"username":"ada{{round}}"}"""),
                api.UpdateProfileAsync(session.Access, $$"""{"bio":"bio {{round}}"}"""),
                api.UpdateProfileAsync(session.Access, $$"""{"full_name":"Ada {{round}}"}"""),
                api.UpdateProfileAsync(session.Access, $$"""{"birth_date":"1815-12-1{{round}}"}"""));

            ApiResponse profile = await api.GetProfileAsync(session.Access);
            Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
            Assert.That(
                profile.Body,
                Does.Contain($$""","email":"ada{{round}}@example.com","username":"ada{{round}}","bio":"bio {{round}}","full_name":"Ada {{round}}","birth_date":"1815-12-1{{round}}","""));
        }
    }

    [Test]
    public async Task LogIn_WhenDeactivatedMeanwhile_FailsAndOpensNoSession()
    {
        using CleanAuthHost host = new() { Register = hasher.Register };
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await LogInWhileAsync(
            api,
            () => host.CommandAsync(new DeactivateUserCommand(TestData.Email)));

        Assert.That(response.ToString(), Is.EqualTo(LoginFailed));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task LogIn_WhenDeletedMeanwhile_FailsAndOpensNoSession()
    {
        using CleanAuthHost host = new() { Register = hasher.Register };
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await LogInWhileAsync(
            api,
            () => host.CommandAsync(new DeleteUserCommand(TestData.Email)));

        Assert.That(response.ToString(), Is.EqualTo(LoginFailed));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    [Test]
    public async Task LogIn_WhenManyRaceADeactivation_LeaveNoUsableToken()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        Task<ApiResponse>[] logins = [.. Enumerable.Range(0, 20).Select(_ => api.LogInAsync())];
        await host.CommandAsync(new DeactivateUserCommand(TestData.Email));
        ApiResponse[] responses = await Task.WhenAll(logins);

        Assert.That(
            responses.Where(response => response.Status != 200).Select(response => response.ToString()),
            Is.All.EqualTo(LoginFailed));
        foreach (ApiResponse response in responses.Where(response => response.Status == 200))
        {
            ClientTokens session = ClientTokens.From(response.Json["user"]!["tokens"]);
            Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
            Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
        }

        Assert.That((await api.LogInAsync()).ToString(), Is.EqualTo(LoginFailed));
    }

    [Test]
    public async Task LogIn_WhenThePasswordIsChangedMeanwhile_FailsWithTheOldOne()
    {
        using CleanAuthHost host = new() { Register = hasher.Register };
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse response = await LogInWhileAsync(api, () => host.QueryAsync(async context =>
        {
            User user = await context.Users.SingleAsync();
            user.ReplacePassword("another hash", host.Clock.GetUtcNow());
            return await context.SaveChangesAsync();
        }));

        Assert.That(response.ToString(), Is.EqualTo(LoginFailed));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.False);
    }

    private async Task<ApiResponse> LogInWhileAsync(Api api, Func<Task> change)
    {
        Task<ApiResponse> login = api.LogInAsync();
        await hasher.Read;
        await change();
        hasher.Release();
        return await login;
    }
}
