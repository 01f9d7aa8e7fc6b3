using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class DecoyHashingTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [TestCase("$2a$11$abcdefghijklmnopqrstuu", 11, 0)]
    [TestCase("$2b$04$", 4, 0)]
    [TestCase("$2b$16$", 16, 0)]
    [TestCase("$2a$17$", 0, 0)]
    [TestCase("$2a$31$abcdefghijklmnopqrstuu", 0, 0)]
    [TestCase("pbkdf2_sha256$1000000$", 0, 1_000_000)]
    [TestCase("pbkdf2_sha256$260000$Z", 0, 260_000)]
    [TestCase("pbkdf2_sha256$2000001$", 0, 0)]
    [TestCase("pbkdf2_sha256$", 0, 0)]
    [TestCase("!unusable", 0, 0)]
    [TestCase("", 0, 0)]
    public void Of_WhenGivenAHash_ReturnsItsCost(string beginning, int cost, int iterations)
    {
        HashCost work = HashCost.Of(beginning);

        Assert.That(work, Is.EqualTo(new HashCost(cost, iterations)));
    }

    [Test]
    public void RaiseTarget_WhenAHashCostsLess_ChangesNothing()
    {
        DecoyHashing work = new(new PasswordOptions { WorkFactor = 11 });

        work.RaiseTarget(new HashCost(4, 0));

        Assert.That(work.Target, Is.EqualTo(new HashCost(11, 0)));
    }

    [Test]
    public async Task Learn_WhenHashesOfAllKindsAreStored_FindsTheHighestCostOfEachKind()
    {
        await Database.SaveAsync(
            TestData.NewUser("a@example.com", "a", $"$2a$04${new string('a', 53)}"),
            TestData.NewUser("b@example.com", "b", $"$2a$13${new string('a', 53)}"),
            TestData.NewUser("c@example.com", "c", "pbkdf2_sha256$600000$salt$AAAA"),
            TestData.NewUser("d@example.com", "d", "pbkdf2_sha256$30000$salt$AAAA"),
            TestData.NewUser("e@example.com", "e", "!"),
            TestData.NewUser("f@example.com", "f", ""));
        DecoyHashing work = new(new PasswordOptions { WorkFactor = 11 });

        await Database.InScopeAsync(scope => new StoredHashCosts(scope.Context, work).LoadAsync(default));

        Assert.That(work.Target, Is.EqualTo(new HashCost(13, 600_000)));
    }

    // The query reads the whole table at startup, so it has a longer timeout than requests.
    [Test]
    public async Task Learn_WhenTheTimeoutIsShort_UsesALongerTimeout()
    {
        FailingStatements recorder = new(_ => false);
        ServiceInstance instance = Database.StartInstance(interceptor: recorder, settings: ("Database:Timeout", "00:00:01"));

        await instance.InScopeAsync(async scope =>
        {
            await new StoredHashCosts(scope.Context, new DecoyHashing(new PasswordOptions())).LoadAsync(default);
            await scope.Users.ReadByIdAsync(Guid.NewGuid(), default);
        });

        int[] timeouts = [.. recorder.TimeoutsOf("PasswordHash")];
        Assert.That(timeouts, Has.Length.EqualTo(2));
        Assert.That((timeouts[0], timeouts[1] < 60), Is.EqualTo((600, true)));
    }
}
