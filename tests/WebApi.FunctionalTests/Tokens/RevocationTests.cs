using System.Diagnostics;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Infrastructure.Persistence.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Tokens;

/// <summary>Revocations reach all access tokens on every instance, without a query per request.</summary>
internal sealed class RevocationTests
{
    private const string UserNotFound = """401 {"detail":"User not found","code":"user_not_found"}""";
    private const string UserInactive = """401 {"detail":"User is inactive","code":"user_inactive"}""";
    private const string Blacklisted =
        """401 {"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is blacklisted"}]}""";

    private static readonly SessionEndCase[] SessionEndCases =
    [
        new("logout", Blacklisted, (_, api, session) => api.LogOutAsync(session.Access, session.Refresh)),
        new("blacklisting", Blacklisted, (_, api, session) => api.BlacklistAsync(session.Refresh)),
        new("end of the session", Blacklisted, (_, api, session) => api.EndSessionAsync(session.Access, session.Id)),
        new("end of all sessions", Blacklisted, (_, api, session) => api.EndSessionsAsync(session.Access, "?all=true")),
        new("new password", Blacklisted, (_, api, session) => api.UpdateProfileAsync(session.Access, """{"password":"tide pool lantern orbit"}""")),
        new("operator's new password", Blacklisted, (host, _, _) => host.CommandAsync(new SetUserPasswordCommand(TestData.Email, "tide pool lantern orbit"))),
        new("deactivation", UserInactive, (host, _, _) => host.CommandAsync(new DeactivateUserCommand(TestData.Email))),
        new("deletion", UserNotFound, (_, api, session) => api.DeleteAccountAsync(session.Access)),
        new("operator's deletion", UserNotFound, (host, _, _) => host.CommandAsync(new DeleteUserCommand(TestData.Email))),
    ];

    [Test]
    public async Task AccessToken_WhenItsSessionEnds_IsRefusedAtOnceOnThisInstance(
        [ValueSource(nameof(SessionEndCases))] SessionEndCase sessionEnd, [Values] Transport transport)
    {
        using CleanAuthHost host = new(transport);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");

        await sessionEnd.Act(host, api, session);

        ApiResponse response = await api.GetProfileAsync(session.Access);
        Assert.That(response.ToString(), Is.EqualTo(sessionEnd.Refusal));
        Assert.That((await api.VerifyAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await api.GetProfileAsync(foreign.Access)).Status, Is.EqualTo(200));
    }

    [TestCaseSource(nameof(SessionEndCases))]
    public async Task AccessToken_WhenItsSessionEnds_IsSoonRefusedOnAnotherInstance(SessionEndCase sessionEnd)
    {
        using CleanAuthHost host = new();
        using CleanAuthHost other = host.StartBeside();
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens foreign = await api.RegisterAndLogInAsync(email: "eve@example.com", username: "eve");
        Assert.That((await ReadsNothingAsync(otherApi, session)).Status, Is.EqualTo(400));

        await sessionEnd.Act(host, api, session);

        // An endpoint that reads the account would detect the end without a revocation.
        ApiResponse response = await Poll.UntilAsync(() => ReadsNothingAsync(otherApi, session), response => response.Status != 400);
        Assert.That(response.ToString(), Is.EqualTo(sessionEnd.Refusal));
        Assert.That((await ReadsNothingAsync(otherApi, foreign)).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task LogOut_WhenDoneOnOneInstance_ReachesAnotherWithinASecond()
    {
        using CleanAuthHost host = new();
        using CleanAuthHost other = host.StartBeside();
        using Api api = new(host.Connect());
        using Api otherApi = new(other.Connect());
        await api.RegisterAsync();
        List<TimeSpan> delays = [];

        for (int round = 0; round < 9; round++)
        {
            ClientTokens session = await api.OpenSessionAsync();
            await api.LogOutAsync(session.Access, session.Refresh);
            Stopwatch watch = Stopwatch.StartNew();
            await Poll.UntilAsync(() => ReadsNothingAsync(otherApi, session), response => response.Status == 401);
            delays.Add(watch.Elapsed);
        }

        // Use the median, because a busy machine may delay any single round; the race tests measure the tail.
        delays.Sort();
        Assert.That(delays[delays.Count / 2], Is.LessThan(TimeSpan.FromSeconds(1)), string.Join(", ", delays));
    }

    [Test]
    public async Task AccessToken_WhenTheServiceRestartsAfterwards_IsStillRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.LogOutAsync(session.Access, session.Refresh);

        using CleanAuthHost other = host.StartBeside();
        using Api otherApi = new(other.Connect());
        ApiResponse response = await ReadsNothingAsync(otherApi, session);

        Assert.That(response.ToString(), Is.EqualTo(Blacklisted));
    }

    [Test]
    public async Task AccessToken_WhenCheckedTenThousandTimes_ExecutesNoQuery()
    {
        CommandCounter commands = new();
        using CleanAuthHost host = new()
        {
            Register = services => services.ConfigureDbContext<SqliteAuthDbContext>(options => options.AddInterceptors(commands)),
        };
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ClientTokens ended = await api.OpenSessionAsync();
        await api.EndSessionAsync(session.Access, ended.Id);
        int before = commands.Count;

        int[] accepted = await ManyAsync(1250, () => ReadsNothingAsync(api, session));
        int[] refused = await ManyAsync(125, () => ReadsNothingAsync(api, ended));
        int statementsOfCheck = commands.Count - before;
        int[] read = await ManyAsync(25, () => api.GetProfileAsync(session.Access));
        int statementsOfProfile = commands.Count - before;

        Assert.That(accepted, Has.Length.EqualTo(10_000).And.All.EqualTo(400));
        Assert.That(refused, Is.All.EqualTo(401));
        Assert.That(statementsOfCheck, Is.Zero);
        Assert.That(statementsOfProfile, Is.EqualTo(read.Length), "The profile itself is read once each time.");
    }

    // The request is authenticated, and refused for its body before anything is read.
    private static Task<ApiResponse> ReadsNothingAsync(Api api, ClientTokens session) =>
        api.SendAsync(HttpMethod.Post, "/api/logout/", "{}", session.Access);

    private static async Task<int[]> ManyAsync(int timesEach, Func<Task<ApiResponse>> send)
    {
        int[][] statuses = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            List<int> own = [];
            for (int time = 0; time < timesEach; time++)
            {
                own.Add((await send()).Status);
            }

            return own.ToArray();
        }));
        return [.. statuses.SelectMany(own => own)];
    }

    /// <summary>A way to end a session, and the error that its access token gets afterwards.</summary>
    internal sealed record SessionEndCase(string Name, string Refusal, Func<CleanAuthHost, Api, ClientTokens, Task> Act)
    {
        public override string ToString() => Name;
    }
}
