using System.Security.Cryptography;
using CleanAuth.Domain.Auditing;
using CleanAuth.Infrastructure.IntegrationTests.Persistence;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>How keys are made, kept and read. How they follow each other has a file of its own.</summary>
internal sealed class SigningKeyStoreTests(DatabaseProvider provider) : StoreTests(provider)
{
    [Test]
    public async Task Refresh_WhenTheServiceStartsForTheFirstTime_MakesOneKeyThatSignsAtOnce()
    {
        ServiceInstance instance = Database.StartInstance();

        await RefreshAsync(instance);

        SigningKey stored = await Database.InScopeAsync(scope => scope.Context.SigningKeys.SingleAsync());
        SecurityEvent item = await Database.InScopeAsync(scope => scope.Context.SecurityEvents.SingleAsync());
        Assert.That(instance.KeyRing.Current.Key.KeyId, Is.EqualTo(stored.Id));
        Assert.That(instance.KeyRing.PublicKeys.Count(), Is.EqualTo(1));
        Assert.That((stored.Number, stored.Algorithm), Is.EqualTo((1, "ES256")));
        Assert.That((stored.CreatedAt, stored.ActivatesAt, stored.RevokedAt), Is.EqualTo((TestData.Now, TestData.Now, (DateTimeOffset?)null)));
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
        Assert.That(second.KeyRing.PublicKeys.Count(), Is.EqualTo(1));
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
    public async Task Refresh_WhenAKeyIsMade_StoresItEncrypted()
    {
        ServiceInstance instance = Database.StartInstance();

        await RefreshAsync(instance);

        byte[] stored = await Database.InScopeAsync(scope => scope.Context.SigningKeys.Select(key => key.ProtectedKey).SingleAsync());
        using ECDsa ecdsa = ECDsa.Create();
        Assert.That(stored.AsSpan().IndexOf(PrivateKeyOf(instance)), Is.EqualTo(-1));
        Assert.That(() => ecdsa.ImportPkcs8PrivateKey(stored, out _), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public async Task Refresh_WhenTheKeyCannotBeDecrypted_SaysWhatToDo()
    {
        await RefreshAsync(Database.StartInstance());
        ServiceInstance elsewhere = Database.StartInstance(keysFolder: $"{Database.KeysFolder}-lost");

        InvalidOperationException? failure = Assert.ThrowsAsync<InvalidOperationException>(() => RefreshAsync(elsewhere));

        Assert.That(failure?.Message, Does.Contain("DataProtection:KeysPath"));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.SigningKeys.CountAsync()), Is.EqualTo(1));
    }

    private static async Task<bool> RefreshAsync(ServiceInstance instance)
    {
        await instance.InScopeAsync(scope => scope.SigningKeys.RefreshAsync(default));
        return true;
    }

    private static byte[] PrivateKeyOf(ServiceInstance instance) =>
        ((ECDsaSecurityKey)instance.KeyRing.Current.Key).ECDsa.ExportParameters(includePrivateParameters: true).D!;
}
