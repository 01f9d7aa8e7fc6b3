using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>What only one of many may do, tried by callers of two instances of the service, each with a context of its own.</summary>
internal sealed class RaceTests(DatabaseProvider provider) : StoreTests(provider)
{
    private const int Rounds = 20;
    private const int Callers = 32;

    private readonly User ada = TestData.NewUser();
    private ServiceInstance[] instances = [];

    [SetUp]
    public async Task StartInstancesAsync()
    {
        instances = [Database.StartInstance(), Database.StartInstance()];
        await Database.SaveAsync(ada);
    }

    [Test]
    public async Task TryConsume_WhenManyTryAtOnce_OneWinsAndHasTheOnlySuccessor()
    {
        List<(int Winners, int Successors)> rounds = [];

        for (int round = 0; round < Rounds; round++)
        {
            RefreshToken token = await SaveTokenAsync();
            bool[] answers = await Race.RunAsync(Callers, caller => ConsumeAsync(caller, token));
            rounds.Add((answers.Count(won => won), await CountSuccessorsAsync(token)));
        }

        Assert.That(rounds, Has.Count.EqualTo(Rounds).And.All.EqualTo((1, 1)));
    }

    [Test]
    public async Task TryBlacklist_WhenManyTryAtOnce_OneWins()
    {
        List<int> winners = [];

        for (int round = 0; round < Rounds; round++)
        {
            RefreshToken token = await SaveTokenAsync();
            bool[] answers = await Race.RunAsync(Callers, caller => BlacklistAsync(caller, token));
            winners.Add(answers.Count(won => won));
        }

        Assert.That(winners, Has.Count.EqualTo(Rounds).And.All.EqualTo(1));
    }

    [Test]
    public async Task TryConsume_WhenTheTokenIsBlacklistedAtOnce_OneOfBothHappens()
    {
        List<int> winners = [];

        for (int round = 0; round < Rounds; round++)
        {
            RefreshToken token = await SaveTokenAsync();
            bool[] answers = await Race.RunAsync(
                Callers,
                caller => caller % 2 == 0 ? ConsumeAsync(caller / 2, token) : BlacklistAsync(caller / 2, token));
            winners.Add(answers.Count(won => won));
        }

        Assert.That(winners, Has.Count.EqualTo(Rounds).And.All.EqualTo(1));
    }

    [Test]
    public async Task SaveChanges_WhenManyRegisterOneNameAtOnce_OneWinsAndTheOthersAreTold(
        [Values("email", "username")] string field)
    {
        List<(int Winners, int Refused, int Accounts)> rounds = [];

        for (int round = 0; round < 10; round++)
        {
            int before = await CountUsersAsync();
            string[] answers = await Race.RunAsync(20, caller => RegisterAsync(caller, field, round));
            rounds.Add((
                answers.Count(answer => answer == "registered"),
                answers.Count(answer => answer == field),
                await CountUsersAsync() - before));
        }

        Assert.That(rounds, Has.Count.EqualTo(10).And.All.EqualTo((1, 19, 1)));
    }

    private async Task<RefreshToken> SaveTokenAsync()
    {
        RefreshToken token = TestData.NewToken(ada);
        await Database.SaveAsync(token);
        return token;
    }

    private Task<bool> ConsumeAsync(int caller, RefreshToken token) => InstanceOf(caller).InScopeAsync(scope =>
        scope.RefreshTokens.TryConsumeAsync(token.Id, token.Succeed(TimeSpan.FromDays(1), TestData.Now), TestData.Now, default));

    private Task<bool> BlacklistAsync(int caller, RefreshToken token) => InstanceOf(caller).InScopeAsync(scope =>
        scope.RefreshTokens.TryBlacklistAsync(token.Id, TestData.Now, default));

    /// <summary>Answers what happened, or the field that was refused.</summary>
    private Task<string> RegisterAsync(int caller, string field, int round) => InstanceOf(caller).InScopeAsync(async scope =>
    {
        string own = $"user-{round}-{caller}";
        string shared = $"user-{round}";
        scope.Users.Add(TestData.NewUser(
            email: $"{(field == "email" ? shared : own)}@example.com",
            username: field == "username" ? shared : own));
        try
        {
            await scope.UnitOfWork.SaveChangesAsync(default);
            return "registered";
        }
        catch (InvalidInputException refusal)
        {
            return refusal.Errors.Keys.Single();
        }
    });

    private ServiceInstance InstanceOf(int caller) => instances[caller % instances.Length];

    private Task<int> CountUsersAsync() => Database.InScopeAsync(scope => scope.Context.Users.CountAsync());

    private Task<int> CountSuccessorsAsync(RefreshToken token) => Database.InScopeAsync(scope =>
        scope.Context.RefreshTokens.CountAsync(row => row.SessionId == token.SessionId && row.Id != token.Id));
}
