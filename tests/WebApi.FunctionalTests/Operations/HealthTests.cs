using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

internal sealed class HealthTests
{
    private const string Healthy = """200 {"status":"healthy"}""";
    private const string NotReady = """503 {"detail":"Not ready: database.","code":"not_ready"}""";

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    public async Task Health_WhenAllIsWell_SaysSo(string path)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());

        Answer answer = await api.SendAsync(HttpMethod.Get, path);

        Assert.That(answer.ToString(), Is.EqualTo(Healthy));
        Assert.That(answer.Header("Cache-Control"), Does.Contain("no-store"));
    }

    [Test]
    public async Task Ready_WhenMigrationsAreMissing_SaysNotYet()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await host.QueryAsync(context => context.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory"));

        Answer answer = await api.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.That(answer.ToString(), Is.EqualTo(NotReady));
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("5"));
    }

    [Test]
    public async Task Ready_WhenTheDatabaseIsGone_SaysNotYet()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        host.DeleteDatabase();

        Answer answer = await api.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.That(answer.ToString(), Is.EqualTo(NotReady));
    }

    [Test]
    public async Task Ready_WhenTheDatabaseIsUnreadable_SaysNotYet()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        host.LoseDatabase();

        Answer answer = await api.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.That(answer.ToString(), Is.EqualTo(NotReady));
    }

    [Test]
    public async Task Live_WhenTheDatabaseIsUnreadable_StillSaysSo()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        host.LoseDatabase();

        Answer answer = await api.SendAsync(HttpMethod.Get, "/health/live");

        Assert.That(answer.ToString(), Is.EqualTo(Healthy));
    }

    [Test]
    public async Task AnyRequest_WhenTheDatabaseIsUnreadable_IsToldToComeBack()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Session session = await api.SignUpAsync();
        host.LoseDatabase();

        Answer[] answers =
        [
            await api.GetProfileAsync(session.Access),
            await api.LogInAsync(),
            await api.RefreshAsync(session.Refresh),
            await api.VerifyAsync(session.Access),
            await api.RegisterAsync(),
        ];

        Assert.That(
            answers.Select(answer => answer.ToString()),
            Is.All.EqualTo("""503 {"detail":"The service cannot reach its data. Try again shortly.","code":"unavailable"}"""));
        Assert.That(answers.Select(answer => answer.Header("Retry-After")), Is.All.EqualTo("5"));
    }
}
