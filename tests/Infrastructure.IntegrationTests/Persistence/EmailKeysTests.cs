using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence;

/// <summary>Keys of addresses as they were stored before they were written in A-labels.</summary>
internal sealed class EmailKeysTests(DatabaseProvider provider) : StoreTests(provider)
{
    [TestCase("anna@bücher.example", "ANNA@BÜCHER.EXAMPLE", "ANNA@XN--BCHER-KVA.EXAMPLE")]
    [TestCase("ida@example\u3002com", "IDA@EXAMPLE\u3002COM", "IDA@EXAMPLE.COM")]
    [TestCase("ida@例え.テスト", "IDA@例え.テスト", "IDA@XN--R8JZ45G.XN--ZCKZAH")]
    [TestCase("imported@a_ü.example", "IMPORTED@A_Ü.EXAMPLE", "IMPORTED@A_Ü.EXAMPLE", Description = "a domain that IDNA refuses")]
    [TestCase("üda@example.com", "ÜDA@EXAMPLE.COM", "ÜDA@EXAMPLE.COM", Description = "an imported name before the at sign")]
    [TestCase("ada@example.com", "ADA@EXAMPLE.COM", "ADA@EXAMPLE.COM")]
    public async Task Migrate_WhenAKeyIsOutdated_UpdatesIt(string email, string before, string after)
    {
        User user = await SaveAsync(email, "ann", before);

        await MigrateAsync();

        Assert.That(await KeysAsync(), Is.EqualTo(new[] { after }));
        User? found = await Database.InScopeAsync(scope => scope.Users.FindByEmailAsync(email, default));
        Assert.That(found?.Id, Is.EqualTo(user.Id));
        Assert.That(found?.UpdatedAt, Is.EqualTo(user.UpdatedAt), "Nobody changed the account.");
    }

    [Test]
    public async Task Migrate_WhenTwoAccountsHaveOneMailbox_KeepsBothAsTheyAre()
    {
        await SaveAsync("anna@xn--bcher-kva.example", "ann", "ANNA@XN--BCHER-KVA.EXAMPLE");
        await SaveAsync("anna@bücher.example", "ben", "ANNA@BÜCHER.EXAMPLE");
        await SaveAsync("cid@bücher.example", "cid", "CID@BÜCHER.EXAMPLE");

        await MigrateAsync();
        await MigrateAsync();

        Assert.That(
            await KeysAsync(),
            Is.EqualTo(new[] { "ANNA@XN--BCHER-KVA.EXAMPLE", "ANNA@BÜCHER.EXAMPLE", "CID@XN--BCHER-KVA.EXAMPLE" }));
    }

    [Test]
    public async Task Migrate_WhenThereAreMoreThanABatch_UpdatesAll()
    {
        await Database.SaveAsync(Enumerable.Range(0, (2 * Batches.Size) + 1)
            .Select(number => (object)WithKey(TestData.NewUser($"n{number}@bücher.example", $"n{number}"), $"N{number}@BÜCHER.EXAMPLE"))
            .ToArray());

        await MigrateAsync();

        Assert.That(await KeysAsync(), Has.All.EndsWith("@XN--BCHER-KVA.EXAMPLE"));
    }

    private Task<IReadOnlyList<string>> MigrateAsync() => Database.InScopeAsync(scope => scope.Migrator.MigrateAsync(default));

    private async Task<User> SaveAsync(string email, string username, string key)
    {
        User user = WithKey(TestData.NewUser(email, username), key);
        await Database.SaveAsync(user);
        return user;
    }

    private static User WithKey(User user, string key)
    {
        typeof(User).GetProperty(nameof(user.NormalizedEmail))!.SetValue(user, key);
        return user;
    }

    private Task<List<string>> KeysAsync() => Database.InScopeAsync(scope =>
        scope.Context.Users.OrderBy(user => user.Username).Select(user => user.NormalizedEmail).ToListAsync());
}
