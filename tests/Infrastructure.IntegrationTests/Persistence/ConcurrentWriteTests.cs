using CleanAuth.Application.Abstractions.Sessions;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Sessions;
using CleanAuth.Domain.Tokens;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>Operations that only one of many concurrent callers may do, on two instances of the service.</summary>
internal sealed class ConcurrentWriteTests(DatabaseProvider provider) : DatabaseTests(provider, hasOwnDatabase: true)
{
    private const int Rounds = 20;
    private const int Callers = 32;

    private static readonly DateTimeOffset Later = TestData.Now.AddMinutes(5);

    private readonly User ada = TestData.NewUser();
    private ServiceInstance[] instances = [];

    [SetUp]
    public async Task StartInstancesAsync()
    {
        instances = [Database.StartInstance(), Database.StartInstance()];
        await Database.SaveAsync(ada);
    }

    [Test]
    public async Task TryConsume_WhenCalledByManyAtOnce_SucceedsOnceWithOneSuccessor()
    {
        List<(int Winners, int Successors)> rounds = [];

        for (int round = 0; round < Rounds; round++)
        {
            (Session session, RefreshToken token) = await OpenSessionAsync(ada);
            bool[] succeeded = await Race.RunAsync(Callers, caller => ConsumeAsync(caller, session, token));
            rounds.Add((succeeded.Count(one => one), await CountTokensAsync(session) - 1));
        }

        Assert.That(rounds, Has.Count.EqualTo(Rounds).And.All.EqualTo((1, 1)));
    }

    [Test]
    public async Task TryConsume_WhenTheSessionEndsAtTheSameTime_LeavesNoUsableToken()
    {
        List<(bool Ended, int Usable)> rounds = [];

        for (int round = 0; round < Rounds; round++)
        {
            (Session session, RefreshToken token) = await OpenSessionAsync(ada);
            bool[] succeeded = await Race.RunAsync(
                Callers,
                caller => caller == Callers / 2 ? EndAsync(session) : ConsumeAsync(caller, session, token));
            rounds.Add((succeeded[Callers / 2], await CountUsableAsync(session)));
        }

        Assert.That(rounds, Has.Count.EqualTo(Rounds).And.All.EqualTo((true, 0)));
    }

    [Test]
    public async Task TryConsume_WhenAllSessionsEndAtTheSameTime_LeavesNoUsableToken()
    {
        List<(bool Revoked, int Usable)> rounds = [];

        for (int round = 0; round < Rounds; round++)
        {
            User user = await Database.InScopeAsync(scope => scope.Context.Users.AsNoTracking().SingleAsync());
            (Session session, RefreshToken token) = await OpenSessionAsync(user);
            bool[] succeeded = await Race.RunAsync(
                Callers,
                caller => caller == Callers / 2 ? RevokeAllAsync(caller) : ConsumeAsync(caller, session, token));
            rounds.Add((succeeded[Callers / 2], await CountUsableAsync(session)));
        }

        Assert.That(rounds, Has.Count.EqualTo(Rounds).And.All.EqualTo((true, 0)));
    }

    [Test]
    public async Task SaveChanges_WhenManyRegisterOneNameAtOnce_SucceedsOnceAndNamesTheFieldToTheOthers(
        [Values("email", "username")] string field)
    {
        List<(int Winners, int Refused, int Accounts)> rounds = [];

        for (int round = 0; round < 10; round++)
        {
            int before = await CountUsersAsync();
            string[] outcomes = await Race.RunAsync(20, caller => RegisterAsync(caller, field, round));
            rounds.Add((
                outcomes.Count(outcome => outcome == "registered"),
                outcomes.Count(outcome => outcome == field),
                await CountUsersAsync() - before));
        }

        Assert.That(rounds, Has.Count.EqualTo(10).And.All.EqualTo((1, 19, 1)));
    }

    private async Task<(Session Session, RefreshToken Token)> OpenSessionAsync(User user)
    {
        Session session = TestData.NewSession(user);
        RefreshToken token = TestData.NewToken(session);
        await Database.SaveAsync(session, token);
        return (session, token);
    }

    private Task<bool> ConsumeAsync(int caller, Session session, RefreshToken token) => InstanceOf(caller).InScopeAsync(scope =>
        scope.Sessions.TryConsumeAsync(token, TestData.NewToken(session), TestData.Now, default));

    private Task<bool> EndAsync(Session session) => instances[0].InScopeAsync(scope =>
        scope.SessionTerminator.TryEndAsync(session.Id, ada.Id, SessionEndReason.Logout, TestData.Now, default));

    private Task<bool> RevokeAllAsync(int caller) => InstanceOf(caller).InScopeAsync(async scope =>
    {
        User? user = await scope.FindUserAsync(ada.Id);
        user!.ReplacePassword("new", TestData.Now);
        scope.Revocations.RevokeAll(user, SessionEndReason.PasswordChanged, TestData.Now);
        await scope.UnitOfWork.SaveChangesAsync(default);
        return true;
    });

    /// <summary>Returns "registered", or the name of the refused field.</summary>
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

    private Task<int> CountTokensAsync(Session session) => Database.InScopeAsync(scope =>
        scope.Context.RefreshTokens.CountAsync(row => row.SessionId == session.Id));

    /// <summary>The number of tokens of the session that could still be refreshed afterwards.</summary>
    private async Task<int> CountUsableAsync(Session session)
    {
        List<RefreshToken> tokens = await Database.InScopeAsync(scope =>
            scope.Context.RefreshTokens.AsNoTracking().Where(row => row.SessionId == session.Id).ToListAsync());
        int usable = 0;
        foreach (RefreshToken token in tokens)
        {
            PresentedToken? presented = await Database.InScopeAsync(scope => scope.Sessions.ReadAsync(token.Id, default));
            bool exchanged = await Database.InScopeAsync(scope =>
                scope.Sessions.TryConsumeAsync(token, TestData.NewToken(session, now: Later), Later, default));
            usable += exchanged || presented!.Session.IsLive(presented.User, Later) ? 1 : 0;
        }

        return usable;
    }
}
