using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Domain.Accounts;
using CleanAuth.Infrastructure.IntegrationTests.Persistence.Support;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.Infrastructure.IntegrationTests.Persistence.Repositories;

internal sealed class UserRepositoryTests(DatabaseProvider provider) : DatabaseTests(provider)
{
    [Test]
    public async Task ReadEmails_WhenSomeAccountsAreDeleted_ReturnsTheOthers()
    {
        User ada = TestData.NewUser();
        User bob = TestData.NewBob();
        await Database.SaveAsync(ada, bob, TestData.NewUser("eve@example.com", "eve"));

        IReadOnlyDictionary<Guid, string> emails =
            await Database.InScopeAsync(scope => scope.Users.ReadEmailsAsync([ada.Id, bob.Id, Guid.NewGuid()], default));

        Assert.That(emails, Is.EquivalentTo(new Dictionary<Guid, string> { [ada.Id] = ada.Email, [bob.Id] = bob.Email }));
    }

    [Test]
    public async Task ReadById_WhenTheAccountExists_ReturnsEveryMember()
    {
        User ada = TestData.NewUser(bio: "Wrote the first program. ☃", fullName: null);
        ada.ChangeBirthDate(new DateOnly(1815, 12, 10), TestData.Now);
        ada.RecordLogin(TestData.Now.AddMicroseconds(1));
        await Database.SaveAsync(ada);

        User? found = await Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(ada.Id, default));

        Assert.That(found, Is.EqualTo(ada).UsingPropertiesComparer());
    }

    [Test]
    public async Task ReadById_WhenThereIsNone_ReturnsNull()
    {
        await Database.SaveAsync(TestData.NewUser());

        User? found = await Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(Guid.NewGuid(), default));

        Assert.That(found, Is.Null);
    }

    [TestCase("ada@example.com")]
    [TestCase("ADA@EXAMPLE.COM")]
    [TestCase("Ada@Example.com")]
    [TestCase("ａｄａ@example.com", Description = "full-width letters")]
    public async Task FindByEmail_WhenRespelled_FindsTheAccount(string email)
    {
        User ada = TestData.NewUser(email: "ada@example.com");
        await Database.SaveAsync(ada);

        User? found = await Database.InScopeAsync(scope => scope.Users.FindByEmailAsync(email, default));

        Assert.That(found?.Id, Is.EqualTo(ada.Id));
    }

    [TestCase("ada@example.co")]
    [TestCase("adà@example.com")]
    public async Task FindByEmail_WhenItIsAnotherAddress_ReturnsNull(string email)
    {
        await Database.SaveAsync(TestData.NewUser(email: "ada@example.com"));

        User? found = await Database.InScopeAsync(scope => scope.Users.FindByEmailAsync(email, default));

        Assert.That(found, Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ReadCredential_WhenTheAccountExists_ReturnsIdHashAndState(bool isActive)
    {
        User ada = TestData.NewUser(email: "ada@example.com");
        if (!isActive)
        {
            ada.Deactivate(TestData.Now);
        }

        await Database.SaveAsync(ada);

        LoginCredential? found = await Database.InScopeAsync(scope => scope.Users.ReadCredentialAsync("ADA@example.com", default));

        Assert.That(found, Is.EqualTo(new LoginCredential(ada.Id, ada.PasswordHash, isActive)));
    }

    [Test]
    public async Task ReadCredential_WhenTheAddressIsVerified_ReturnsThatItIsVerified()
    {
        User ada = TestData.NewUser(email: "ada@example.com");
        ada.VerifyEmail(TestData.Now);
        await Database.SaveAsync(ada);

        LoginCredential? found = await Database.InScopeAsync(scope => scope.Users.ReadCredentialAsync("ada@example.com", default));

        Assert.That(found!.IsEmailVerified, Is.True);
    }

    [Test]
    public async Task ReadCredential_WhenTheAccountIsStaff_ReturnsThatItIsStaff()
    {
        User ada = TestData.NewUser(email: "ada@example.com");
        ada.GrantStaff(TestData.Now);
        await Database.SaveAsync(ada);

        LoginCredential? found = await Database.InScopeAsync(scope => scope.Users.ReadCredentialAsync("ada@example.com", default));

        Assert.That(found?.IsStaff, Is.True);
    }

    [Test]
    public async Task ReadCredential_WhenTheAddressIsUnknown_ReturnsNull()
    {
        await Database.SaveAsync(TestData.NewUser(email: "ada@example.com"));

        Assert.That(await Database.InScopeAsync(scope => scope.Users.ReadCredentialAsync("bob@example.com", default)), Is.Null);
    }

    [Test]
    public async Task FindByEmail_WhenTheAccountIsChanged_SavesTheChange()
    {
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada);

        await Database.InScopeAsync(async scope =>
        {
            User? found = await scope.Users.FindByEmailAsync(ada.Email, default);
            found!.ChangeBio("Countess", TestData.Now);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        Assert.That((await ReadAsync(ada.Id))?.Bio, Is.EqualTo("Countess"));
    }

    [Test]
    public async Task ReadById_WhenTheAccountIsChanged_SavesNothing()
    {
        User ada = TestData.NewUser(bio: "Countess");
        await Database.SaveAsync(ada);

        await Database.InScopeAsync(async scope =>
        {
            User? read = await scope.Users.ReadByIdAsync(ada.Id, default);
            read!.ChangeBio("Duchess", TestData.Now);
            await scope.UnitOfWork.SaveChangesAsync(default);
        });

        Assert.That((await ReadAsync(ada.Id))?.Bio, Is.EqualTo("Countess"));
    }

    [TestCase("ada@example.com", ExpectedResult = true)]
    [TestCase("ADA@example.com", ExpectedResult = true)]
    [TestCase("bob@example.com", ExpectedResult = false)]
    public async Task<bool> EmailIsTaken_WhenNoAccountIsExcluded_IsTrueIfAnyAccountHasIt(string email)
    {
        await Database.SaveAsync(TestData.NewUser(email: "ada@example.com"));

        return await Database.InScopeAsync(scope => scope.Users.IsEmailTakenAsync(email, exceptBy: null, default));
    }

    [TestCase("ada", ExpectedResult = true)]
    [TestCase("ADA", ExpectedResult = true)]
    [TestCase("ａda", ExpectedResult = true)]
    [TestCase("bob", ExpectedResult = false)]
    public async Task<bool> UsernameIsTaken_WhenNoAccountIsExcluded_IsTrueIfAnyAccountHasIt(string username)
    {
        await Database.SaveAsync(TestData.NewUser(username: "ada"));

        return await Database.InScopeAsync(scope => scope.Users.IsUsernameTakenAsync(username, exceptBy: null, default));
    }

    [TestCase("ada", ExpectedResult = false)]
    [TestCase("bob", ExpectedResult = true)]
    public async Task<bool> EmailIsTaken_WhenTheOwnerIsExcluded_IsTrueIfAnotherAccountHasIt(string name)
    {
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada, TestData.NewUser(email: "bob@example.com", username: "bob"));

        return await Database.InScopeAsync(scope => scope.Users.IsEmailTakenAsync($"{name}@example.com", ada.Id, default));
    }

    [TestCase("ada", ExpectedResult = false)]
    [TestCase("bob", ExpectedResult = true)]
    public async Task<bool> UsernameIsTaken_WhenTheOwnerIsExcluded_IsTrueIfAnotherAccountHasIt(string username)
    {
        User ada = TestData.NewUser();
        await Database.SaveAsync(ada, TestData.NewUser(email: "bob@example.com", username: "bob"));

        return await Database.InScopeAsync(scope => scope.Users.IsUsernameTakenAsync(username, ada.Id, default));
    }

    [TestCase("old", ExpectedResult = "new")]
    [TestCase("of another request", ExpectedResult = "of another request")]
    public async Task<string?> UpgradePasswordHash_WhenTheHashMayHaveChanged_ReplacesOnlyTheOldOne(string storedHash)
    {
        User ada = TestData.NewUser(passwordHash: storedHash);
        User bob = TestData.NewUser(email: "bob@example.com", username: "bob", passwordHash: "old");
        await Database.SaveAsync(ada, bob);

        await Database.InScopeAsync(scope => scope.Users.UpgradePasswordHashAsync(ada.Id, "old", "new", default));

        Assert.That((await ReadAsync(bob.Id))?.PasswordHash, Is.EqualTo("old"));
        return (await ReadAsync(ada.Id))?.PasswordHash;
    }

    private Task<User?> ReadAsync(Guid id) => Database.InScopeAsync(scope => scope.Users.ReadByIdAsync(id, default));
}
