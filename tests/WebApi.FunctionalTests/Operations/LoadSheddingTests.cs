using System.Net.Http.Json;
using CleanAuth.Domain.Accounts;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

internal sealed class LoadSheddingTests
{
    private const string Busy = """503 {"detail":"The service is busy. Try again shortly.","code":"busy"}""";
    private static readonly (string Name, string Value) OneHash = ("Passwords:MaxConcurrentHashes", "1");
    private static readonly (string Name, string Value) NoQueue = ("Passwords:MaxQueuedHashes", "0");

    [Test]
    public async Task LogIn_WhenTheHashingQueueIsFull_Returns503WithRetryAfter()
    {
        using CleanAuthHost host = new(OneHash, NoQueue);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        using HeldHashingPermit permit = host.HoldHashingPermit();

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.LogInAsync()));

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Busy));
        Assert.That(responses.Select(response => response.Header("Retry-After")), Is.All.EqualTo("2"));
        Assert.That(responses.Select(response => response.Header("Content-Type")), Is.All.EqualTo("application/json; charset=utf-8"));
    }

    [Test]
    public async Task EveryUseOfAPassword_WhenTheHashingQueueIsFull_Returns503AndStoresNothing()
    {
        using CleanAuthHost host = new(OneHash, NoQueue);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();
        using HeldHashingPermit permit = host.HoldHashingPermit();

        ApiResponse[] responses =
        [
            await api.RegisterAsync(email: "eve@example.com", username: "eve"),
            await api.ObtainTokensAsync(),
            await api.ObtainTokensAsync(email: "nobody@example.com"),
            await api.UpdateProfileAsync(session.Access, """{"password":"tide pool lantern orbit","bio":"x"}"""),
        ];

        Assert.That(responses.Select(response => response.ToString()), Is.All.EqualTo(Busy));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task OtherRequests_WhenTheHashingQueueIsFull_StillSucceed()
    {
        using CleanAuthHost host = new(OneHash, NoQueue);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        using HeldHashingPermit permit = host.HoldHashingPermit();

        ApiResponse[] responses =
        [
            await api.GetProfileAsync(session.Access),
            await api.UpdateProfileAsync(session.Access, """{"bio":"x"}"""),
            await api.RefreshAsync(session.Refresh),
            await api.VerifyAsync(session.Access),
            await api.SendAsync(HttpMethod.Get, "/health/ready"),
        ];

        Assert.That(responses.Select(response => response.Status), Is.All.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenTheHashingQueueHasRoomAgain_Succeeds()
    {
        using CleanAuthHost host = new(OneHash, NoQueue);
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        using (host.HoldHashingPermit())
        {
            await api.LogInAsync();
        }

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenTheCallerDisconnects_LeavesTheQueueUnhashed()
    {
        using CleanAuthHost host = new(
            OneHash,
            ("Passwords:MaxQueuedHashes", "1"),
            ("Throttling:Enabled", "true"),
            ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information"),
            ("Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command", "Information"));
        using Api api = new(host.Connect());
        using HttpClient disconnecting = host.Connect();
        await api.RegisterAsync();

        // The attempt counters are the last rows that a request reads before it queues.
        Task read = host.Logs.WatchForAsync("FROM \"AttemptCounters\"");
        using HeldHashingPermit permit = host.HoldHashingPermit();
        Task<HttpResponseMessage> login = disconnecting.PostAsJsonAsync("/api/token/", new { TestData.Email, TestData.Password });
        await read;

        Task finished = host.Logs.WatchForAsync("Request finished HTTP/1.1 POST");
        disconnecting.CancelPendingRequests();

        // No permit is free yet, so the request ended in the queue and freed its place.
        await finished;
        Task<ApiResponse> next = api.LogInAsync();
        permit.Dispose();
        Assert.CatchAsync<OperationCanceledException>(() => login);
        Assert.That((await next).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task LogIn_WhenTheHashIsDjangosAndTheHashingQueueIsFull_Returns503WithRetryAfter()
    {
        using CleanAuthHost host = new(OneHash, NoQueue);
        using Api api = new(host.Connect());
        await host.QueryAsync(context =>
        {
            const string Hash = "pbkdf2_sha256$1000$s4lt$Wf+CmjBuYPFc9KIy4yYp/nJ1RjsvJGmXv8LTPSyzxqQ=";
            context.Users.Add(User.Register(TestData.Email, TestData.Username, Hash, "", "", host.Clock.GetUtcNow()));
            return context.SaveChangesAsync();
        });
        using HeldHashingPermit permit = host.HoldHashingPermit();

        ApiResponse response = await api.LogInAsync();

        Assert.That(response.ToString(), Is.EqualTo(Busy));
    }

    [Test]
    public async Task LogIn_WhenTheLoadIsReal_SucceedsOrReturns503()
    {
        using CleanAuthHost host = new(OneHash, NoQueue, ("Passwords:WorkFactor", "8"));
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => api.LogInAsync()));

        int worked = responses.Count(response => response.Status == 200);
        Assert.That(worked, Is.Positive);
        Assert.That(responses.Where(response => response.Status != 200).Select(response => response.ToString()), Is.All.EqualTo(Busy));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.CountAsync()), Is.EqualTo(worked));
    }
}
