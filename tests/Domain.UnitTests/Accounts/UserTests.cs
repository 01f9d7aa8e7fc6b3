using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.UnitTests.Accounts;

internal sealed class UserTests
{
    private static readonly DateTimeOffset Now = TestData.Now;
    private static readonly DateTimeOffset Later = TestData.Later;

    [Test]
    public void Register_WhenCalled_StoresTheGivenValues()
    {
        User user = User.Register("Ada@Example.COM", "Ada", "hash", "bio", "Ada Lovelace", Now);

        Assert.Multiple(() =>
        {
            Assert.That(user.Email, Is.EqualTo("Ada@example.com"));
            Assert.That(user.NormalizedEmail, Is.EqualTo("ADA@EXAMPLE.COM"));
            Assert.That(user.Username, Is.EqualTo("Ada"));
            Assert.That(user.NormalizedUsername, Is.EqualTo("ADA"));
            Assert.That(user.PasswordHash, Is.EqualTo("hash"));
            Assert.That(user.Bio, Is.EqualTo("bio"));
            Assert.That(user.FullName, Is.EqualTo("Ada Lovelace"));
            Assert.That(user.BirthDate, Is.Null);
        });
    }

    [Test]
    public void Register_WhenCalled_CreatesAnActiveAccountWithoutRights()
    {
        User user = User.Register("ada@example.com", "ada", "hash", null, null, Now);

        Assert.Multiple(() =>
        {
            Assert.That(user.IsActive, Is.True);
            Assert.That(user.IsStaff, Is.False);
            Assert.That(user.IsSuperuser, Is.False);
            Assert.That(user.Epoch, Is.Zero);
            Assert.That(user.CreatedAt, Is.EqualTo(Now));
            Assert.That(user.UpdatedAt, Is.EqualTo(Now));
            Assert.That(user.LastLoginAt, Is.Null);
        });
    }

    [Test]
    public void Register_WhenCalledTwice_CreatesIdsInTheOrderOfTime()
    {
        User earlier = TestData.NewUser(now: Now);

        User later = TestData.NewUser(now: Later);

        Assert.That(later.Id, Is.GreaterThan(earlier.Id));
    }

    [Test]
    public void ChangeEmail_WhenCalled_ChangesBothForms()
    {
        User user = TestData.NewUser();

        user.ChangeEmail("Countess@EXAMPLE.com", Later);

        Assert.Multiple(() =>
        {
            Assert.That(user.Email, Is.EqualTo("Countess@example.com"));
            Assert.That(user.NormalizedEmail, Is.EqualTo("COUNTESS@EXAMPLE.COM"));
            Assert.That(user.UpdatedAt, Is.EqualTo(Later));
        });
    }

    [Test]
    public void ChangeUsername_WhenCalled_ChangesBothForms()
    {
        User user = TestData.NewUser();

        user.ChangeUsername("Ｃountess", Later);

        Assert.Multiple(() =>
        {
            Assert.That(user.Username, Is.EqualTo("Ｃountess"));
            Assert.That(user.NormalizedUsername, Is.EqualTo("COUNTESS"));
            Assert.That(user.UpdatedAt, Is.EqualTo(Later));
        });
    }

    [TestCase("another")]
    [TestCase("")]
    [TestCase(null)]
    public void ChangeBio_WhenCalled_StoresTheText(string? bio)
    {
        User user = TestData.NewUser();

        user.ChangeBio(bio, Later);

        Assert.That((user.Bio, user.UpdatedAt), Is.EqualTo((bio, Later)));
    }

    [TestCase("Augusta Ada King")]
    [TestCase("")]
    [TestCase(null)]
    public void ChangeFullName_WhenCalled_StoresTheText(string? fullName)
    {
        User user = TestData.NewUser();

        user.ChangeFullName(fullName, Later);

        Assert.That((user.FullName, user.UpdatedAt), Is.EqualTo((fullName, Later)));
    }

    [Test]
    public void ChangeBirthDate_WhenCalled_StoresTheDate()
    {
        User user = TestData.NewUser();

        user.ChangeBirthDate(new DateOnly(1815, 12, 10), Later);

        Assert.That((user.BirthDate, user.UpdatedAt), Is.EqualTo((new DateOnly(1815, 12, 10), Later)));
    }

    [Test]
    public void ChangeBirthDate_WhenNull_ClearsTheDate()
    {
        User user = TestData.NewUser();
        user.ChangeBirthDate(new DateOnly(1815, 12, 10), Now);

        user.ChangeBirthDate(null, Later);

        Assert.That(user.BirthDate, Is.Null);
    }

    [Test]
    public void ReplacePassword_WhenCalled_RaisesTheEpoch()
    {
        User user = TestData.NewUser(passwordHash: "old");

        user.ReplacePassword("new", Later);

        Assert.That((user.PasswordHash, user.Epoch, user.UpdatedAt), Is.EqualTo(("new", 1, Later)));
    }

    // A thief who knew the old password may have requested the change of the address.
    [Test]
    public void ReplacePassword_WhenAnAddressIsPending_ClearsIt()
    {
        User user = TestData.NewUser();
        user.RequestEmailChange("thief@example.com", Now);

        user.ReplacePassword("new", Later);

        Assert.That(user.PendingEmail, Is.Null);
    }

    // The owner has proven the address; staff still know the password.
    [Test]
    public void ConfirmEmailChange_WhenStaffSetAddressAndPassword_ClearsTheMarkOfTheAddressOnly()
    {
        User user = TestData.NewUser();
        Guid staffId = Guid.NewGuid();
        user.MarkEmailSetBy(staffId);
        user.MarkPasswordSetBy(staffId);
        user.RequestEmailChange("owner@example.com", Now);

        user.ConfirmEmailChange(Later);

        Assert.That((user.EmailSetBy, user.PasswordSetBy), Is.EqualTo(((Guid?)null, (Guid?)staffId)));
    }

    [Test]
    public void ChangePassword_WhenTheAddressIsVerified_RaisesTheEpoch()
    {
        User user = TestData.NewUser(passwordHash: "old");
        user.VerifyEmail(Now);

        user.ChangePassword("new", Later);

        Assert.That((user.PasswordHash, user.Epoch, user.SessionEpoch, user.UpdatedAt), Is.EqualTo(("new", 1, 1, Later)));
    }

    // Links depend on the epoch, and the account may belong to a person who does not own the address.
    [Test]
    public void ChangePassword_WhenTheAddressIsNotVerified_RaisesOnlyTheSessionEpoch()
    {
        User user = TestData.NewUser(passwordHash: "old");
        user.RequestEmailChange("thief@example.com", Now);

        user.ChangePassword("new", Later);

        Assert.That(
            (user.PasswordHash, user.PendingEmail, user.Epoch, user.SessionEpoch, user.UpdatedAt),
            Is.EqualTo(("new", (string?)null, 0, 1, Later)));
    }

    [Test]
    public void RecordLogin_WhenCalled_ChangesOnlyTheTimeOfLogin()
    {
        User user = TestData.NewUser();

        user.RecordLogin(Later);

        Assert.That((user.LastLoginAt, user.Epoch, user.UpdatedAt), Is.EqualTo(((DateTimeOffset?)Later, 0, Now)));
    }

    // An unverified account can log in if the setting that requires a verified address was turned off.
    [Test]
    public void RecordLogin_WhenErasureIsScheduled_CancelsIt()
    {
        User user = TestData.NewUser();
        user.ExpireUnlessVerified(Later);

        user.RecordLogin(Later);

        Assert.That(user.EraseAt, Is.Null);
    }

    [Test]
    public void GrantRights_WhenErasureOfAnUnusedAccountIsScheduled_CancelsIt()
    {
        User[] users = [TestData.NewUser(), TestData.NewUser(), TestData.NewUser()];
        Array.ForEach(users, user => user.ExpireUnlessVerified(Later));

        users[0].GrantStaff(Now);
        users[1].GrantSuperuser(Now);
        users[2].ChangeRights(isStaff: true, isSuperuser: false, PermissionSet.None, Now);

        Assert.That(users.Select(user => user.EraseAt), Is.All.Null);
    }

    [Test]
    public void GrantRights_WhenTheOwnerDeletedTheAccount_KeepsTheErasureScheduled()
    {
        User user = TestData.NewUser();
        user.RecordLogin(Now);
        user.ScheduleErasure(Later, Now);

        user.GrantStaff(Now);

        Assert.That(user.EraseAt, Is.EqualTo(Later));
    }

    [Test]
    public void ChangeRights_WhenTheAccountDoesNotBecomeStaff_KeepsTheErasureScheduled()
    {
        User user = TestData.NewUser();
        user.ExpireUnlessVerified(Later);

        user.ChangeRights(isStaff: false, isSuperuser: false, PermissionSet.None, Now);

        Assert.That(user.EraseAt, Is.EqualTo(Later));
    }

    [Test]
    public void Deactivate_WhenCalled_RaisesTheEpoch()
    {
        User user = TestData.NewUser();

        user.Deactivate(Later);

        Assert.That((user.IsActive, user.Epoch, user.UpdatedAt), Is.EqualTo((false, 1, Later)));
    }

    [Test]
    public void Deactivate_WhenAnAddressIsPending_ClearsIt()
    {
        User user = TestData.NewUser();
        user.RequestEmailChange("thief@example.com", Now);

        user.Deactivate(Later);

        Assert.That(user.PendingEmail, Is.Null);
    }

    [Test]
    public void Deactivate_WhenTheOwnerDeletedTheAccount_CancelsErasureAndVoidsTheRestoreLink()
    {
        User user = TestData.NewUser();
        user.RecordLogin(Now);
        user.ScheduleErasure(Later, Now);

        user.Deactivate(Now);

        Assert.That((user.AwaitsErasure, user.IsActive, user.EraseAt, user.Epoch), Is.EqualTo((false, false, (DateTimeOffset?)null, 2)));
    }

    // Such an account, or a decoy account, has no owner who could restore it.
    [Test]
    public void Deactivate_WhenTheAccountWasNeverUsed_KeepsTheErasureScheduled()
    {
        User user = TestData.NewUser();
        user.ExpireUnlessVerified(Later);

        user.Deactivate(Now);
        user.Deactivate(Now);

        Assert.That((user.AwaitsErasure, user.EraseAt), Is.EqualTo((false, (DateTimeOffset?)Later)));
    }

    [Test]
    public void Activate_WhenDeactivated_ActivatesTheAccountAndKeepsTheEpoch()
    {
        User user = TestData.NewUser();
        user.Deactivate(Now);

        user.Activate(Later);

        Assert.That((user.IsActive, user.Epoch, user.UpdatedAt), Is.EqualTo((true, 1, Later)));
    }

    [Test]
    public void GrantStaff_WhenCalled_GrantsOnlyStaff()
    {
        User user = TestData.NewUser();

        user.GrantStaff(Later);

        Assert.That((user.IsStaff, user.IsSuperuser, user.UpdatedAt), Is.EqualTo((true, false, Later)));
    }

    [Test]
    public void GrantSuperuser_WhenCalled_MakesStaffToo()
    {
        User user = TestData.NewUser();

        user.GrantSuperuser(Later);

        Assert.That((user.IsStaff, user.IsSuperuser, user.UpdatedAt), Is.EqualTo((true, true, Later)));
    }

    [Test]
    public void ChangeRights_WhenCalled_ReplacesAllRights()
    {
        User user = TestData.NewUser();
        user.GrantSuperuser(Now);

        user.ChangeRights(isStaff: true, isSuperuser: false, PermissionSet.Create([Permissions.AddUser]), Later);

        Assert.That((user.IsStaff, user.IsSuperuser, user.UpdatedAt), Is.EqualTo((true, false, Later)));
        Assert.That(user.Permissions.Names, Is.EqualTo([Permissions.AddUser]));
    }

    [Test]
    public void Touch_WhenTwoChangesHaveTheSameTime_StoresDifferentTimes()
    {
        User user = TestData.NewUser();

        user.Touch(Later);
        DateTimeOffset first = user.UpdatedAt;
        user.Touch(Later);

        Assert.That((first, user.UpdatedAt > first), Is.EqualTo((Later, true)));
    }

    [Test]
    public void VerifyEmail_WhenErasureIsScheduled_CancelsIt()
    {
        User user = TestData.NewUser();
        user.ExpireUnlessVerified(Later);

        user.VerifyEmail(Now);

        Assert.That(
            (user.IsEmailVerified, user.EmailVerifiedAt, user.EraseAt),
            Is.EqualTo((true, (DateTimeOffset?)Now, (DateTimeOffset?)null)));
    }

    [Test]
    public void ChangeEmail_WhenTheAddressDiffers_IsNotVerified()
    {
        User user = TestData.NewUser();
        user.VerifyEmail(Now);
        user.RequestEmailChange("waiting@example.com", Now);

        user.ChangeEmail("countess@example.com", Later);

        Assert.That((user.IsEmailVerified, user.PendingEmail), Is.EqualTo((false, (string?)null)));
    }

    [Test]
    public void ChangeEmail_WhenOnlyTheCaseDiffers_StaysVerified()
    {
        User user = TestData.NewUser();
        user.VerifyEmail(Now);

        user.ChangeEmail("ADA@example.com", Later);

        Assert.That(user.IsEmailVerified, Is.True);
    }

    [Test]
    public void ConfirmEmailChange_WhenAnAddressIsPending_MakesItTheVerifiedAddress()
    {
        User user = TestData.NewUser();
        user.RequestEmailChange("Countess@EXAMPLE.com", Now);
        Assert.That(user.Email, Is.EqualTo("ada@example.com"));

        user.ConfirmEmailChange(Later);

        Assert.That(
            (user.Email, user.PendingEmail, user.EmailVerifiedAt),
            Is.EqualTo(("Countess@example.com", (string?)null, (DateTimeOffset?)Later)));
    }

    [Test]
    public void ConfirmEmailChange_WhenNoAddressIsPending_Throws() =>
        Assert.Throws<InvalidOperationException>(() => TestData.NewUser().ConfirmEmailChange(Now));

    [Test]
    public void UndoEmailChange_WhenCalled_RestoresTheAddressAndRaisesTheEpoch()
    {
        User user = TestData.NewUser();
        user.ChangeEmail("thief@example.com", Now);

        user.UndoEmailChange("ada@example.com", Later);

        Assert.That((user.Email, user.IsEmailVerified, user.Epoch), Is.EqualTo(("ada@example.com", true, 1)));
    }

    [Test]
    public void ScheduleErasure_WhenCalled_DeactivatesTheAccountUntilItIsActivated()
    {
        User user = TestData.NewUser();

        user.ScheduleErasure(Later, Now);
        Assert.That((user.IsActive, user.EraseAt, user.Epoch), Is.EqualTo((false, (DateTimeOffset?)Later, 1)));

        user.Activate(Now);
        Assert.That((user.IsActive, user.EraseAt), Is.EqualTo((true, (DateTimeOffset?)null)));
    }

    [Test]
    public void VoidPassword_WhenCalled_RemovesTheHashAndRaisesTheEpoch()
    {
        User user = TestData.NewUser();
        user.RequestEmailChange("eve@example.com", TestData.Now);

        user.VoidPassword(TestData.Later);

        Assert.That((user.PasswordHash, user.PendingEmail, user.Epoch), Is.EqualTo(("!", (string?)null, 1)));
    }

    [TestCase(null, "!")]
    [TestCase("new hash", "new hash")]
    public void ProveAddress_WhenItIsTheFirstProof_VoidsPasswordPendingEmailAndSessions(string? newHash, string stored)
    {
        User user = TestData.NewUser();
        user.RequestEmailChange("eve@example.com", TestData.Now);
        user.RecordLogin(TestData.Now);

        bool isFirst = user.ProveAddress(newHash, TestData.Later);

        Assert.That(
            (isFirst, user.PasswordHash, user.PendingEmail, user.Epoch, user.EmailVerifiedAt),
            Is.EqualTo((true, stored, (string?)null, 1, (DateTimeOffset?)TestData.Later)));
    }

    [Test]
    public void ProveAddress_WhenProvenBeforeAndNoPasswordIsGiven_ChangesNothing()
    {
        User user = TestData.NewUser();
        user.VerifyEmail(TestData.Now);

        bool isFirst = user.ProveAddress(newPasswordHash: null, TestData.Later);

        Assert.That(
            (isFirst, user.PasswordHash, user.Epoch, user.EmailVerifiedAt),
            Is.EqualTo((false, "hash", 0, (DateTimeOffset?)TestData.Now)));
    }
}
