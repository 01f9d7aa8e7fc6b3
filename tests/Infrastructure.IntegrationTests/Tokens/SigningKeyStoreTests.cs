using System.Security.Cryptography;
using CleanAuth.Infrastructure.IntegrationTests.Persistence;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.Infrastructure.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

internal sealed class SigningKeyStoreTests(DatabaseProvider provider) : StoreTests(provider)
{
    [Test]
    public async Task Load_WhenTheServiceStartsForTheFirstTime_MakesOneKey()
    {
        IReadOnlyList<ECDsaSecurityKey> keys = await LoadAsync(Database.StartInstance());

        SigningKey stored = await Database.InScopeAsync(scope => scope.Context.SigningKeys.SingleAsync());
        Assert.That(keys, Has.Count.EqualTo(1));
        Assert.That(keys[0].KeyId, Is.EqualTo(stored.Id).And.EqualTo(Base64UrlEncoder.Encode(keys[0].ComputeJwkThumbprint())));
        Assert.That((stored.Number, stored.Algorithm, stored.CreatedAt), Is.EqualTo((1, "ES256", TestData.Now)));
    }

    [Test]
    public async Task Load_WhenTheServiceStartsAgain_LoadsTheSameKey()
    {
        IReadOnlyList<ECDsaSecurityKey> first = await LoadAsync(Database.StartInstance());

        IReadOnlyList<ECDsaSecurityKey> second = await LoadAsync(Database.StartInstance());

        Assert.That(second, Has.Count.EqualTo(1));
        Assert.That(PrivateKeyOf(second[0]), Is.EqualTo(PrivateKeyOf(first[0])));
    }

    [Test]
    public async Task Load_WhenManyInstancesStartAtOnce_AllHaveTheSameKey()
    {
        ServiceInstance[] instances = [.. Enumerable.Range(0, 8).Select(_ => Database.StartInstance())];

        IReadOnlyList<ECDsaSecurityKey>[] keys = await Race.RunAsync(8, index => LoadAsync(instances[index]));

        Assert.That(keys.Select(loaded => loaded.Count), Is.All.EqualTo(1));
        Assert.That(keys.Select(loaded => Convert.ToHexString(PrivateKeyOf(loaded[0]))).Distinct().Count(), Is.EqualTo(1));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.SigningKeys.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task Load_WhenAKeyIsMade_StoresItEncrypted()
    {
        IReadOnlyList<ECDsaSecurityKey> keys = await LoadAsync(Database.StartInstance());

        byte[] stored = await Database.InScopeAsync(scope => scope.Context.SigningKeys.Select(key => key.ProtectedKey).SingleAsync());
        using ECDsa ecdsa = ECDsa.Create();
        Assert.That(stored.AsSpan().IndexOf(PrivateKeyOf(keys[0])), Is.EqualTo(-1));
        Assert.That(() => ecdsa.ImportPkcs8PrivateKey(stored, out _), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public async Task Load_WhenThereAreSeveralKeys_AnswersTheNewestFirst()
    {
        await LoadAsync(Database.StartInstance());
        SigningKey first = await Database.InScopeAsync(scope => scope.Context.SigningKeys.SingleAsync());
        await Database.SaveAsync(
            new SigningKey("third", 3, first.Algorithm, first.ProtectedKey, TestData.Now),
            new SigningKey("second", 2, first.Algorithm, first.ProtectedKey, TestData.Now));

        IReadOnlyList<ECDsaSecurityKey> keys = await LoadAsync(Database.StartInstance());

        Assert.That(keys.Select(key => key.KeyId), Is.EqualTo(["third", "second", first.Id]));
    }

    [Test]
    public async Task Load_WhenTheKeyCannotBeDecrypted_SaysWhatToDo()
    {
        await LoadAsync(Database.StartInstance());
        ServiceInstance elsewhere = Database.StartInstance(keysFolder: $"{Database.KeysFolder}-lost");

        InvalidOperationException? failure = Assert.ThrowsAsync<InvalidOperationException>(() => LoadAsync(elsewhere));

        Assert.That(failure?.Message, Does.Contain("DataProtection:KeysPath"));
        Assert.That(await Database.InScopeAsync(scope => scope.Context.SigningKeys.CountAsync()), Is.EqualTo(1));
    }

    private static Task<IReadOnlyList<ECDsaSecurityKey>> LoadAsync(ServiceInstance instance) =>
        instance.InScopeAsync(scope => scope.SigningKeys.LoadAsync(default));

    private static byte[] PrivateKeyOf(ECDsaSecurityKey key) => key.ECDsa.ExportParameters(includePrivateParameters: true).D!;
}
