using System.Security.Cryptography;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Time;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens.SigningKeys;

/// <summary>Creation, storage and loading of keys. Their rotation has its own tests.</summary>
internal sealed class SigningKeyStoreTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(10);

    [Test]
    public async Task Refresh_WhenTheServiceStartsForTheFirstTime_CreatesOneKeyThatSignsAtOnce()
    {
        ServiceInstance instance = Database.StartInstance();

        await RefreshAsync(instance);

        SigningKey stored = await Database.InScopeAsync(scope => scope.Context.SigningKeys.SingleAsync());
        SecurityEvent item = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync());
        Assert.That(instance.KeyRing.Current.Key.KeyId, Is.EqualTo(stored.Id));
        Assert.That(instance.KeyRing.Published.Count, Is.EqualTo(1));
        Assert.That((stored.Number, stored.Algorithm), Is.EqualTo((1, "ES256")));
        Assert.That(
            (stored.CreatedAt, stored.ActivatesAt, stored.RevokedAt),
            Is.EqualTo((TestData.Now, TestData.Now, (DateTimeOffset?)null)));
        Assert.That((item.Kind, item.UserId), Is.EqualTo((SecurityEventKind.KeyRotated, (Guid?)null)));
    }

    [Test]
    public async Task Refresh_WhenTheServiceStartsAgain_LoadsTheSameKey()
    {
        ServiceInstance first = Database.StartInstance();
        ServiceInstance second = Database.StartInstance();
        await RefreshAsync(first);

        await RefreshAsync(second);

        Assert.That(PrivateKeyOf(second), Is.EqualTo(PrivateKeyOf(first)));
        Assert.That(second.KeyRing.Published.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task Refresh_WhenManyInstancesStartAtOnce_AllHaveTheSameKey()
    {
        ServiceInstance[] instances = [.. Enumerable.Range(0, 8).Select(_ => Database.StartInstance())];

        await Race.RunAsync(8, index => RefreshAsync(instances[index]));

        Assert.That(instances.Select(instance => Convert.ToHexString(PrivateKeyOf(instance))).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.SigningKeys.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Refresh_WhenAKeyIsCreated_StoresItEncrypted()
    {
        ServiceInstance instance = Database.StartInstance();

        await RefreshAsync(instance);

        byte[] stored = await Database.InScopeAsync(scope => scope.Context.SigningKeys.Select(key => key.ProtectedKey).SingleAsync());
        using ECDsa ecdsa = ECDsa.Create();
        Assert.That(stored.AsSpan().IndexOf(PrivateKeyOf(instance)), Is.EqualTo(-1));
        Assert.That(() => ecdsa.ImportPkcs8PrivateKey(stored, out _), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public async Task Refresh_WhenTheKeyCannotBeDecrypted_ThrowsWithTheCure()
    {
        ServiceInstance instance = Database.StartInstance();
        await RefreshAsync(instance);
        ServiceInstance elsewhere = Database.StartInstance(keysFolder: $"{Database.KeysFolder}-lost");

        InvalidOperationException? failure = Assert.ThrowsAsync<InvalidOperationException>(() => RefreshAsync(elsewhere));

        Assert.That(
            failure?.Message,
            Does.Contain("DataProtection:KeysPath").And.Contain($"`rotate-keys --revoke {instance.KeyRing.Current.Key.KeyId}`"));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.SigningKeys.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Refresh_WhenOnlyTheNewestKeyIsRevoked_PublishesTheNextBeforeItSigns()
    {
        ServiceInstance instance = Database.StartInstance();
        await RefreshAsync(instance);
        string first = instance.KeyRing.Current.Key.KeyId;
        string second = await instance.InScopeAsync(scope => scope.SigningKeys.RotateAsync(default));
        await instance.InScopeAsync(scope => scope.SigningKeys.RevokeAsync(second, default));

        await RefreshAsync(instance);

        SigningKey third = await Database.InScopeAsync(scope => scope.Context.SigningKeys.SingleAsync(key => key.Number == 3));
        Assert.That(instance.KeyRing.Current.Key.KeyId, Is.EqualTo(first));
        Assert.That(third.ActivatesAt, Is.EqualTo(TestData.Now + Lead));
        Assert.That(instance.KeyRing.Published.Select(key => key.Kid), Is.EqualTo([third.Id, first]));
    }

    [Test]
    public async Task Refresh_WhenAllTokensOfAKeyHaveExpired_RemovesIt()
    {
        ServiceInstance instance = Database.StartInstance();
        await RefreshAsync(instance);
        string revoked = await instance.InScopeAsync(scope => scope.SigningKeys.RotateAsync(default));
        await instance.InScopeAsync(scope => scope.SigningKeys.RevokeAsync(revoked, default));
        await RefreshAsync(instance);
        instance.Clock.Advance(Lead + TimeSpan.FromDays(1) + ClockErrorMargin.Margin - TimeSpan.FromSeconds(1));
        await RefreshAsync(instance);
        int[] justBefore = await NumbersAsync();
        instance.Clock.Advance(TimeSpan.FromSeconds(1));

        await RefreshAsync(instance);

        Assert.That(justBefore, Is.EqualTo([1, 3]));
        Assert.That(await NumbersAsync(), Is.EqualTo([3]));
    }

    private Task<int[]> NumbersAsync() => Database.InScopeAsync(scope =>
        scope.Context.SigningKeys.Select(key => key.Number).OrderBy(number => number).ToArrayAsync());

    private static async Task<bool> RefreshAsync(ServiceInstance instance)
    {
        await instance.InScopeAsync(scope => scope.SigningKeys.RefreshAsync(default));
        return true;
    }

    private static byte[] PrivateKeyOf(ServiceInstance instance) =>
        ((ECDsaSecurityKey)instance.KeyRing.Current.Key).ECDsa.ExportParameters(includePrivateParameters: true).D!;
}
