using System.Diagnostics;
using System.Globalization;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Application.Admin.AdminLogin.LogInToAdmin;
using CleanAuth.Application.EmailAddresses.RequestEmailVerification;
using CleanAuth.Application.Errors;
using CleanAuth.Application.Login.ConfirmLoginCode;
using CleanAuth.Application.Login.LoginUser;
using CleanAuth.Application.Login.RequestLoginCode;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Application.Passwords.RequestPasswordReset;
using CleanAuth.Application.Registration.RegisterUser;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Login;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleanAuth.WebApi.FunctionalTests.Throttling;

/// <summary>
/// An error takes the same time for every cause. The test measures logins as use cases, without the socket, which would only add
/// noise. The order is random, so that the effects of one case spread over all of them.
/// </summary>
[NonParallelizable]
internal sealed class EqualTimingTests
{
    // LogIn_WhenOneCaseExecutesOneMoreStatement_IsNoticed checks that this number of samples is enough.
    private static readonly int Samples =
        int.Parse(Environment.GetEnvironmentVariable("CLEANAUTH_TIMING_SAMPLES") ?? "1000", CultureInfo.InvariantCulture);

    private const int WarmUp = 100;
    private const int Seed = 20_260_314;

    // For equal series, abs(t) exceeds this once in 150,000 runs.
    private const double Bound = 4.5;

    // In microseconds. The latency between two machines in one room varies by more.
    private const double SmallestMeasurableDifference = 20;

    private const string Unknown = "nobody@example.com";
    private const string Deactivated = "bob@example.com";
    private const string Staff = "erin@example.com";
    private const string Wrong = "wrong horse battery staple";
    private const string Legacy = "carol@example.com";
    private const string Unverified = "frank@example.com";
    private const string Statement = "one statement";

    private static readonly string[] Addresses = [TestData.Email, Unknown, Deactivated, Unverified];

    [Test]
    public async Task LogIn_WhenAnythingIsWrong_TakesTheSameTime()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(host, LogInAsync, TestData.Email, Unknown, Deactivated, Legacy);

        Assert.Multiple(() =>
        {
            AssertSame(times, TestData.Email, Unknown);
            AssertSame(times, TestData.Email, Deactivated);
            AssertSame(times, TestData.Email, Legacy);
        });
    }

    [Explicit("It needs a machine without other load. Run it after a change of the number of samples.")]
    [Test]
    public async Task LogIn_WhenOneCaseExecutesOneMoreStatement_IsNoticed()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(
            host,
            async (mediator, email) =>
            {
                if (email == TestData.Email)
                {
                    await ExecuteStatementAsync(host);
                }

                await LogInAsync(mediator, email);
            },
            TestData.Email,
            Unknown);

        Assert.That(AreDistinguishable(times, TestData.Email, Unknown), Is.True);
    }

    [Test]
    public async Task LogIn_WhenThrottled_TakesTheSameTime()
    {
        using CleanAuthHost host = new(("Throttling:Enabled", "true"), ("Throttling:TriesOfStrangeNetwork", "1"))
        {
            Register = DisableLogging,
        };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(host, LogInAsync, TestData.Email, Unknown);

        AssertSame(times, TestData.Email, Unknown);
    }

    // The password of the account that is not staff is correct.
    [Test]
    public async Task LogInToAdmin_WhenAnythingIsWrong_TakesTheSameTime()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        await api.RegisterAsync(Staff, "erin");
        await host.CommandAsync(new GrantStaffCommand(Staff, AllowUnprovenOwner: true));

        Dictionary<string, List<double>> times = await MeasureAsync(host, LogInToAdminAsync, Staff, TestData.Email, Unknown);

        Assert.Multiple(() =>
        {
            AssertSame(times, Staff, TestData.Email);
            AssertSame(times, Staff, Unknown);
        });
    }

    // The response always succeeds, so only its time could reveal the account.
    [Test]
    public async Task RequestReset_WhenGivenAnyAddress_TakesTheSameTime()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        await VerifyAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(
            host, (mediator, email) => mediator.Send(new RequestPasswordResetCommand(email)), Addresses);

        AssertSame(times);
    }

    [Test]
    public async Task ResendVerification_WhenGivenAnyAddress_TakesTheSameTime()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        await VerifyAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(
            host, (mediator, email) => mediator.Send(new RequestEmailVerificationCommand(email)), Addresses);

        AssertSame(times);
    }

    [Test]
    public async Task LogIn_WhenTheAddressIsNotVerified_TakesTheTimeOfAWrongPassword()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification) { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        await VerifyAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(
            host,
            (mediator, email) =>
                RefusedAsync(mediator.Send(new LoginUserCommand(email, email == Unverified ? TestData.Password : Wrong))),
            TestData.Email,
            Unverified,
            Unknown);

        AssertSame(times);
    }

    [Test]
    public async Task Register_WhenAddressesMustBeVerified_TakesTheSameTimeWhetherTakenOrNot()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification) { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        int count = 0;

        Dictionary<string, List<double>> times = await MeasureAsync(
            host,
            (mediator, email) =>
            {
                count++;
                string address = email == Unknown ? $"nobody{count}@of.many.example.com" : email;
                return mediator.Send(new RegisterUserCommand(address, $"user{count}", TestData.Password));
            },
            TestData.Email,
            Unknown);

        AssertSame(times);
    }

    [Test]
    public async Task RequestLoginCode_WhenGivenAnyAddress_TakesTheSameTime()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        await VerifyAsync(host, api);

        Dictionary<string, List<double>> times = await MeasureAsync(
            host, (mediator, email) => mediator.Send(new RequestLoginCodeCommand(email)), Addresses);

        AssertSame(times);
    }

    // The caller who requested a code has the nonce, and must not learn from it whether an email was sent.
    [Test]
    public async Task ConfirmLoginCode_WhenAnEmailWasSentOrNot_TakesTheSameTime()
    {
        using CleanAuthHost host = new() { Register = DisableLogging };
        using Api api = new(host.Connect());
        await PrepareAsync(host, api);
        Dictionary<string, Queue<string>> nonces = await RequestCodesAsync(host);

        Dictionary<string, List<double>> times = await MeasureAsync(
            host,
            (mediator, email) => mediator.Send(new ConfirmLoginCodeCommand(nonces[email].Dequeue()) { Code = "000000" }),
            TestData.Email,
            Unknown);

        AssertSame(times, TestData.Email, Unknown);
    }

    private static Task LogInAsync(IMediator mediator, string email) => RefusedAsync(mediator.Send(new LoginUserCommand(email, Wrong)));

    private static Task LogInToAdminAsync(IMediator mediator, string email) =>
        RefusedAsync(mediator.Send(new LogInToAdminCommand(email, email == TestData.Email ? TestData.Password : Wrong)));

    private static async Task RefusedAsync(Task attempt)
    {
        await attempt;
        throw new InvalidOperationException("A wrong password was accepted.");
    }

    // Stores codes as the service does, a new one for each attempt.
    private static async Task<Dictionary<string, Queue<string>>> RequestCodesAsync(CleanAuthHost host)
    {
        Dictionary<string, Queue<string>> nonces = new() { [TestData.Email] = new(), [Unknown] = new() };
        ISecretProtector protector = host.Services.GetRequiredService<ISecretProtector>();
        await host.QueryAsync(async context =>
        {
            Guid userId = await context.Users.Where(user => user.Email == TestData.Email).Select(user => user.Id).SingleAsync();
            foreach ((string email, Queue<string> queue) in nonces)
            {
                for (int number = 0; number < Samples + WarmUp; number++)
                {
                    string nonce = RandomSecret.Create();
                    LoginCode request = LoginCode.Request(nonce, host.Clock.GetUtcNow().AddMinutes(10));
                    if (email == TestData.Email)
                    {
                        request.AttachCode(userId, protector.Protect("271828"));
                    }

                    context.Add(request);
                    queue.Enqueue(nonce);
                }
            }

            return await context.SaveChangesAsync();
        });
        return nonces;
    }

    private static async Task<Dictionary<string, List<double>>> MeasureAsync(
        CleanAuthHost host,
        Func<IMediator, string, Task> attempt,
        params string[] emails)
    {
        for (int round = 0; round < WarmUp; round++)
        {
            foreach (string email in emails)
            {
                await TimeAsync(host, attempt, email);
            }
        }

        // Shuffle all measurements together. In turns, no series would follow itself, and each would be affected only by what
        // the others leave behind, such as the event of a failed login, which is saved later and only for known accounts.
        string[] order = [.. Enumerable.Repeat(emails, Samples).SelectMany(round => round)];
        new Random(Seed).Shuffle(order);
        Dictionary<string, List<double>> times = emails.ToDictionary(email => email, _ => new List<double>(Samples));
        foreach (string email in order)
        {
            times[email].Add(await TimeAsync(host, attempt, email));
        }

        times[Statement] = [];
        for (int round = 0; round < WarmUp; round++)
        {
            times[Statement].Add(await TimeAsync(host, (_, _) => ExecuteStatementAsync(host), Statement));
        }

        return times;
    }

    private static Task<List<User>> ExecuteStatementAsync(CleanAuthHost host) =>
        host.QueryAsync(context => context.Users.AsNoTracking().Where(user => user.Email == TestData.Email).ToListAsync());

    private static async Task<double> TimeAsync(CleanAuthHost host, Func<IMediator, string, Task> attempt, string email)
    {
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        IMediator mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        long start = Stopwatch.GetTimestamp();
        try
        {
            await attempt(mediator, email);
        }
        catch (Exception exception) when (exception is LoginFailedException or ThrottledException or InvalidInputException)
        {
            // These requests always succeed.
        }

        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static void AssertSame(Dictionary<string, List<double>> times, string one, string other) =>
        Assert.That(AreDistinguishable(times, one, other), Is.False, $"The times of {one} and {other} differ.");

    private static bool AreDistinguishable(Dictionary<string, List<double>> times, string one, string other)
    {
        double t = Welch.T(times[one], times[other]);
        double difference = Median(times[one]) - Median(times[other]);

        // A slow or busy machine stretches every difference. One that matters is at least half as long as a statement.
        double bound = Math.Max(SmallestMeasurableDifference, Median(times[Statement]) / 2);
        TestContext.Out.WriteLine(
            $"{one} and {other}: t = {t:F2}, medians {Median(times[one]):F0} and {Median(times[other]):F0} µs, bound {bound:F0} µs");
        return Math.Abs(t) > Bound && Math.Abs(difference) > bound;
    }

    // Compares each series with the first.
    private static void AssertSame(Dictionary<string, List<double>> times) => Assert.Multiple(() =>
    {
        foreach (string other in times.Keys.Skip(1).Where(key => key != Statement))
        {
            AssertSame(times, times.Keys.First(), other);
        }
    });

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task PrepareAsync(CleanAuthHost host, Api api)
    {
        await api.RegisterAsync();
        await api.RegisterAsync(Deactivated, "bob");
        await host.CommandAsync(new DeactivateUserCommand(Deactivated));
        await host.QueryAsync(context =>
        {
            DateTimeOffset now = host.Clock.GetUtcNow();
            string legacy = $"pbkdf2_sha256$1000$salt${Convert.ToBase64String(new byte[32])}";
            context.Users.Add(User.Register(Legacy, "carol", legacy, "", "", now));
            return context.SaveChangesAsync();
        });
    }

    private static async Task VerifyAsync(CleanAuthHost host, Api api)
    {
        await api.RegisterAsync(Unverified, "frank");
        await host.QueryAsync(async context =>
        {
            (await context.Users.SingleAsync(user => user.Email == TestData.Email)).VerifyEmail(host.Clock.GetUtcNow());
            return await context.SaveChangesAsync();
        });
    }

    // The log of the tests keeps every line, and known accounts write longer ones.
    private static void DisableLogging(IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.None);
}
