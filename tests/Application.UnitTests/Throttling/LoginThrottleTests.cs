using CleanAuth.Application.Errors;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;
using Moq;

namespace CleanAuth.Application.UnitTests.Throttling;

internal sealed class LoginThrottleTests
{
    private static readonly DateTimeOffset Lately = TestData.Now.AddDays(-29);

    private readonly Ports ports = new();

    [TestCase(9, 16)]
    [TestCase(10, 3600)]
    public void Admit_WhenAStrangeNetworkTriedTooOften_ThrowsWithRetryAfter(int tries, int seconds)
    {
        ports.StoreAttempts(TestData.Network, tries);

        ThrottledException? refusal = Assert.ThrowsAsync<ThrottledException>(AdmitAsync);

        Assert.That(refusal!.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [Test]
    public void Admit_WhenAllStrangersTriedTooOften_IsRefused()
    {
        ports.StoreAttempts(AttemptCounter.AllUnknownNetworks, 100);

        Assert.ThrowsAsync<ThrottledException>(AdmitAsync);
    }

    [Test]
    public async Task Admit_WhenTheNetworkIsKnown_IgnoresTheAttemptsOfStrangers()
    {
        ports.StoreAttempts(AttemptCounter.AllUnknownNetworks, 100);
        ports.StoreAttempts(TestData.Network, tries: 20, succeededAt: Lately);

        LoginAttempt login = await AdmitAsync();

        Assert.That(login.IsFromKnownNetwork, Is.True);
    }

    [Test]
    public void Admit_WhenAKnownNetworkTriedTooOften_IsRefused()
    {
        ports.StoreAttempts(TestData.Network, tries: 100, succeededAt: Lately);

        Assert.ThrowsAsync<ThrottledException>(AdmitAsync);
    }

    [Test]
    public void Admit_WhenTheLastLoginIsLongAgo_TreatsTheNetworkAsStrange()
    {
        ports.StoreAttempts(TestData.Network, tries: 10, succeededAt: TestData.Now.AddDays(-30));

        Assert.ThrowsAsync<ThrottledException>(AdmitAsync);
    }

    [Test]
    public async Task Count_WhenTheNetworkIsStrange_CountsForItAndForAllStrangers()
    {
        LoginAttempt login = await AdmitAsync();

        await ports.LoginThrottle().CountAsync(login, default);

        Assert.That(
            ports.CountedAttempts.Select(counter => (counter.Id, counter.Tries)),
            Is.EqualTo([(login.Own.Id, 1), (login.Shared.Single().Counter.Id, 1)]));
    }

    [Test]
    public async Task Admit_WhenTheClientAddressIsUnknown_NeverTreatsTheNetworkAsKnown()
    {
        SetClientAddress(null);
        ports.StoreAttempts("unknown", tries: 1, succeededAt: Lately);

        LoginAttempt login = await AdmitAsync();

        Assert.That(login.IsFromKnownNetwork, Is.False);
        Assert.That(await ports.KnownNetworks().IsCallerKnownAsync(TestData.Email, default), Is.False);
    }

    // An attacker may have logged in to their own account, which had the address before.
    [Test]
    public async Task Admit_WhenAnEarlierAccountOfTheAddressLoggedIn_TreatsTheNetworkAsStrange()
    {
        ports.AssignToAnotherAccount(ports.StoreAttempts(TestData.Network, tries: 1, succeededAt: Lately));

        LoginAttempt login = await AdmitAsync();

        Assert.That((login.IsFromKnownNetwork, login.Own.Tries), Is.EqualTo((false, 1)));
        Assert.That(await ports.KnownNetworks().IsCallerKnownAsync(TestData.Email, default), Is.False);
    }

    [TestCase("2001:db8:1:a00::/56", 20)]
    [TestCase("2001:db8:1::/48", 40)]
    public void Admit_WhenThePrefixOfTheNetworkTriedTooOften_IsRefused(string prefix, int tries)
    {
        SetClientAddress("2001:db8:1:a01::9");
        ports.StoreAttempts(prefix, tries);

        Assert.ThrowsAsync<ThrottledException>(AdmitAsync);
    }

    [TestCase("2001:db8:1:a00::/56", 19)]
    [TestCase("2001:db8:1::/48", 39)]
    [TestCase("2001:db8:1:b00::/56", 20)]
    [TestCase("2001:db8:2::/48", 40)]
    public async Task Admit_WhenThePrefixHasAttemptsLeftOrIsAnother_IsAdmitted(string prefix, int tries)
    {
        SetClientAddress("2001:db8:1:a01::9");
        ports.StoreAttempts(prefix, tries);

        LoginAttempt login = await AdmitAsync();

        Assert.That(login.IsFromKnownNetwork, Is.False);
    }

    [Test]
    public async Task Admit_WhenTheNetworkIsKnown_IgnoresTheAttemptsOfItsPrefix()
    {
        SetClientAddress("2001:db8:1:a01::9");
        ports.StoreAttempts("2001:db8:1:a00::/56", 20);
        ports.StoreAttempts("2001:db8:1:a01::/64", tries: 1, succeededAt: Lately);

        LoginAttempt login = await AdmitAsync();

        Assert.That(login.IsFromKnownNetwork, Is.True);
    }

    [Test]
    public async Task Count_WhenTheNetworkIsIPv6_CountsForItsPrefixesAfterOneRead()
    {
        SetClientAddress("2001:db8:1:a01::9");
        LoginAttempt login = await AdmitAsync();

        await ports.LoginThrottle().CountAsync(login, default);

        Assert.That(
            ports.CountedAttempts.Select(counter => (counter.Id, counter.Tries)),
            Is.EqualTo(new[] { "2001:db8:1:a01::/64", "2001:db8:1:a00::/56", "2001:db8:1::/48", AttemptCounter.AllUnknownNetworks }
                .Select(network => (AttemptCounter.OfLogin(TestData.Email, network).Id, 1))));
        ports.AttemptCounters.Verify(
            counters => counters.ReadAsync(TestData.Email, It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()),
            Times.Once);
        ports.AttemptCounters.Verify(
            counters => counters.ReadAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()), Times.Never);
    }

    [Test]
    public async Task Count_WhenTheNetworkIsKnown_CountsOnlyForIt()
    {
        ports.StoreAttempts(TestData.Network, tries: 1, succeededAt: Lately);
        LoginAttempt login = await AdmitAsync();

        await ports.LoginThrottle().CountAsync(login, default);

        Assert.That(ports.CountedAttempts.Select(counter => (counter.Id, counter.Tries)), Is.EqualTo([(login.Own.Id, 2)]));
    }

    [Test]
    public async Task Count_WhenAnotherRequestCountsFirst_CountsBoth()
    {
        ports.LetAnotherRequestCountFirst(TestData.Network);
        LoginAttempt login = await AdmitAsync();

        LoginAttempt counted = await ports.LoginThrottle().CountAsync(login, default);

        Assert.That(counted.Own.Tries, Is.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Refund_WhenALoginSucceeds_SubtractsItFromTheSharedCounters(bool isKnown)
    {
        ports.StoreAttempts(TestData.Network, tries: 1, succeededAt: isKnown ? Lately : null);
        string sharedId = AttemptCounter.OfLogin(TestData.Email, AttemptCounter.AllUnknownNetworks).Id;
        LoginAttempt login = await AdmitAsync();

        await ports.LoginThrottle().RefundAsync(login, default);

        ports.AttemptCounters.Verify(
            counters => counters.RefundAttemptsAsync(new[] { sharedId }, It.IsAny<CancellationToken>()),
            isKnown ? Times.Never : Times.Once);
    }

    [TestCase(0)]
    [TestCase(10)]
    public async Task AddCaller_WhenAttemptsWereCountedOrNot_MakesTheNetworkKnown(int tries)
    {
        if (tries > 0)
        {
            ports.StoreAttempts(TestData.Network, tries);
        }

        User owner = TestData.NewUser();

        await ports.KnownNetworks().AddCallerAsync(owner, default);

        AttemptCounter counter = ports.CountedAttempts.Single();
        Assert.That((counter.Tries, counter.SucceededAt, counter.UserId), Is.EqualTo((0, (DateTimeOffset?)TestData.Now, (Guid?)owner.Id)));
    }

    [Test]
    public async Task EveryStep_WhenThrottlingIsOff_ReadsAndWritesNothing()
    {
        ports.Throttling = new ThrottlingOptions { Enabled = false };
        LoginThrottle throttle = ports.LoginThrottle();

        LoginAttempt login = await AdmitAsync();
        await throttle.CountAsync(login, default);
        throttle.RecordSuccess(login, TestData.NewUser());
        await throttle.RefundAsync(login, default);
        await ports.KnownNetworks().AddCallerAsync(TestData.NewUser(), default);

        Assert.That(throttle.UsedLastAttempt(login), Is.False);
        ports.AttemptCounters.VerifyNoOtherCalls();
    }

    [TestCase(0.2, "Request was throttled. Expected available in 1 second.")]
    [TestCase(1.2, "Request was throttled. Expected available in 2 seconds.")]
    [TestCase(3600, "Request was throttled. Expected available in 3600 seconds.")]
    public void Refusal_WhenRead_HasTheMessageOfDjangoRestFramework(double seconds, string message)
    {
        ThrottledException refusal = new(TimeSpan.FromSeconds(seconds));

        Assert.That(refusal.Message, Is.EqualTo(message));
    }

    private void SetClientAddress(string? address) => ports.Client.Setup(client => client.Network).Returns(address);

    private Task<LoginAttempt> AdmitAsync() => ports.LoginThrottle().AdmitAsync(TestData.Email, default);
}
