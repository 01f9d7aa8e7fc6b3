using System.Text.Json.Nodes;
using CleanAuth.Application.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;

namespace CleanAuth.WebApi.FunctionalTests.EmailAddresses;

internal sealed class EmailChangeTests
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";
    private const string New = "countess@example.com";
    private const string Third = "third@example.com";

    private static readonly (string Name, string Value) Confirmed = ("Accounts:ConfirmEmailChange", "true");

    [Test]
    public void ConfirmEmailChange_WhenNotConfigured_IsOn() => Assert.That(new AccountOptions().ConfirmEmailChange, Is.True);

    [Test]
    public async Task UpdateCurrentUser_WhenTheNewAddressMustBeConfirmed_KeepsThePreviousOneUntilThen()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse requested = await ChangeAsync(api, session);
        ApiResponse logIn = await api.LogInAsync(New);
        ApiResponse confirmed = await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New));
        ApiResponse profile = await api.GetProfileAsync(session.Access);

        Assert.That(Addresses(requested), Is.EqualTo((TestData.Email, false, New)));
        Assert.That((logIn.Status, confirmed.ToString()), Is.EqualTo((400, "204")));
        Assert.That(Addresses(profile), Is.EqualTo((New, true, (string?)null)));
        Assert.That(profile.Json["user"]!.AsObject().ContainsKey("pending_email"), Is.False);
        Assert.That((await api.LogInAsync(New)).Status, Is.EqualTo(200));
        Assert.That((await mailbox.KindsAsync()).Last(), Is.EqualTo(EmailKind.EmailChanged));
        Assert.That((await api.ListSecurityEventsAsync(session.Access)).Body, Does.Contain("email_changed"));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenTheWholeProfileIsSentBack_KeepsThePendingAddress()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session);

        ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"email":"{{TestData.Email}}","bio":"x"}""", "PUT");

        Assert.That(Addresses(response), Is.EqualTo((TestData.Email, false, New)));
        Assert.That(await mailbox.KindsAsync(New), Is.EqualTo([EmailKind.ConfirmEmailChange]));
    }

    [Test]
    public async Task ConfirmEmailChange_WhenTheLinkIsInvalid_IsRefusedWithTheSameError()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session, "first@example.com");
        string replaced = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, "first@example.com");
        await ChangeAsync(api, session);
        string taken = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New);
        await api.RegisterAsync(New, "countess");
        string ofVerification = await mailbox.TokenAsync(EmailKind.VerifyEmail, New);
        string before = await host.SnapshotAsync();

        List<string> responses = [];
        foreach (string token in new[] { replaced, taken, ofVerification, $"{taken}x", "x" })
        {
            responses.Add((await api.ConfirmEmailChangeAsync(token)).ToString());
        }

        Assert.That(responses, Is.All.EqualTo(BadLink));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task ConfirmEmailChange_WhenThePasswordWasChangedSince_IsRefused()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session);
        string token = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New);
        await api.ChangePasswordAsync(session.Access);

        ApiResponse response = await api.ConfirmEmailChangeAsync(token);

        Assert.That(response.ToString(), Is.EqualTo(BadLink));
    }

    [Test]
    public async Task UndoEmailChange_WhenThePreviousAddressRedeemsTheLink_RestoresItAndEndsEverySession()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session);
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New));

        // The thief changes everything that they can.
        session = ClientTokens.From((await api.ChangePasswordAsync(session.Access)).Json);
        string resetTokenOfThief = await ResetTokenAsync(api, mailbox, New);
        host.Clock.Advance(TimeSpan.FromDays(6));
        session = await api.OpenSessionAsync(New, TestData.NewPassword);

        ApiResponse undone = await api.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged));

        Assert.That(undone.ToString(), Is.EqualTo("204"));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await api.ConfirmResetAsync(resetTokenOfThief)).ToString(), Is.EqualTo(BadLink));
        foreach (string password in new[] { TestData.Password, TestData.NewPassword })
        {
            Assert.That((await api.LogInAsync(TestData.Email, password)).Status, Is.EqualTo(400));
            Assert.That((await api.LogInAsync(New, password)).Status, Is.EqualTo(400));
        }

        const string ThirdPassword = "gravel comet harbor sleeve";
        Assert.That(
            (await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), ThirdPassword)).Status,
            Is.EqualTo(204));
        ClientTokens owner = await api.OpenSessionAsync(password: ThirdPassword);
        Assert.That((await api.ListSecurityEventsAsync(owner.Access)).Body, Does.Contain("email_restored"));
    }

    [Test]
    public async Task UndoEmailChange_WhenTheLinkIsUsedExpiredOrAltered_IsRefused()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session);
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New));
        string token = await mailbox.TokenAsync(EmailKind.EmailChanged);
        ApiResponse altered = await api.UndoEmailChangeAsync($"{token}=");
        await api.UndoEmailChangeAsync(token);
        ApiResponse used = await api.UndoEmailChangeAsync(token);
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword));
        session = await api.OpenSessionAsync(password: TestData.NewPassword);
        await ChangeAsync(api, session);
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New), TestData.NewPassword);
        string late = await mailbox.TokenAsync(EmailKind.EmailChanged);
        host.Clock.Advance(TimeSpan.FromDays(7));

        ApiResponse old = await api.UndoEmailChangeAsync(late);

        Assert.That(new[] { altered, used, old }.Select(response => response.ToString()), Is.All.EqualTo(BadLink));
    }

    // Undo links to the addresses of the thief could reverse the owner's undo, even if their emails are sent later.
    [TestCase(true)]
    [TestCase(false)]
    public async Task UndoEmailChange_WhenTheThiefChangedTheAddressTwice_VoidsTheLinksOfTheThief(bool isSent)
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await MoveAsync(api, mailbox, session, New);
        string ownerToken = await mailbox.TokenAsync(EmailKind.EmailChanged);
        await MoveAsync(api, mailbox, session, Third);
        string thiefToken = isSent ? await mailbox.TokenAsync(EmailKind.EmailChanged, New) : "none";

        ApiResponse undone = await api.UndoEmailChangeAsync(ownerToken);

        Assert.That(undone.ToString(), Is.EqualTo("204"));
        Assert.That((await api.UndoEmailChangeAsync(thiefToken)).ToString(), Is.EqualTo(BadLink));
        Assert.That((await mailbox.KindsAsync(New)).Count(kind => kind == EmailKind.EmailChanged), Is.EqualTo(isSent ? 1 : 0));
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task UndoEmailChange_WhenAnIntermediateAddressUndidItFirst_StillRestoresTheFirstAddress()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await MoveAsync(api, mailbox, session, New);
        await MoveAsync(api, mailbox, session, Third);
        await api.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged, New));

        ApiResponse first = await api.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged));

        Assert.That(first.ToString(), Is.EqualTo("204"));
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    // A delayed email is rendered from the state of the account at sending time.
    [Test]
    public async Task UpdateCurrentUser_WhenThePasswordIsResetBeforeTheEmailIsSent_SendsNoConfirmation()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens thief = await api.RegisterAndLogInAsync();
        string reset = await ResetTokenAsync(api, mailbox, TestData.Email);
        await ChangeAsync(api, thief);

        await api.ConfirmResetAsync(reset);

        Assert.That(await mailbox.KindsAsync(New), Is.Empty);
        ClientTokens owner = await api.OpenSessionAsync(password: TestData.NewPassword);
        Assert.That(Addresses(await api.GetProfileAsync(owner.Access)), Is.EqualTo((TestData.Email, true, (string?)null)));
    }

    // Attack: the thief occupies the previous address, so that the owner cannot get it back.
    [Test]
    public async Task UndoEmailChange_WhenTheThiefRegisteredThePreviousAddress_TakesItFromThatAccount()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session);
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New));
        string token = await mailbox.TokenAsync(EmailKind.EmailChanged);
        ClientTokens registrant = await api.RegisterAndLogInAsync(TestData.Email, "mallory");

        ApiResponse response = await api.UndoEmailChangeAsync(token);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.GetProfileAsync(registrant.Access)).Status, Is.EqualTo(401));
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword));
        ApiResponse owner = await api.LogInAsync(password: TestData.NewPassword);
        Assert.That((string?)owner.Json["user"]!["username"], Is.EqualTo(TestData.Username));
    }

    [Test]
    public async Task UndoEmailChange_WhenTheOwnerUsesAnotherAccountOfTheAddress_IsRefusedUntilThatIsDeleted(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider, Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await ChangeAsync(api, session);
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, New));
        string token = await mailbox.TokenAsync(EmailKind.EmailChanged);

        // The thief registers the previous address, and the owner resets the password of that account.
        await api.RegisterAndLogInAsync(TestData.Email, "mallory");
        await api.ConfirmResetAsync(await ResetTokenAsync(api, mailbox, TestData.Email));

        ApiResponse refused = await api.UndoEmailChangeAsync(token);
        ApiResponse loginOfThief = await api.LogInAsync(New);
        await api.DeleteAccountAsync((await api.OpenSessionAsync(password: TestData.NewPassword)).Access);
        ApiResponse undone = await api.UndoEmailChangeAsync(token);

        Assert.That(
            refused.ToString(),
            Is.EqualTo("""400 {"errors":{"token":["Another account has this email address. Delete that account or change its address, then use this link again."]}}"""));
        Assert.That((loginOfThief.Status, undone.ToString()), Is.EqualTo((200, "204")));
    }

    [Test]
    public async Task UpdateCurrentUser_WhenNoConfirmationIsRequired_ChangesTheAddressAtOnceAndNotifiesBoth()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail));

        ApiResponse response = await ChangeAsync(api, session);

        Assert.That(Addresses(response), Is.EqualTo((New, false, (string?)null)));
        Assert.That(await mailbox.KindsAsync(New), Is.EqualTo([EmailKind.VerifyEmail]));
        Assert.That((await mailbox.KindsAsync()).Last(), Is.EqualTo(EmailKind.EmailChanged));
    }

    [Test]
    public async Task ChangeUser_WhenStaffChangeTheAddress_SendsAVerificationAndNotifiesThePreviousAddress()
    {
        using CleanAuthHost host = new(Confirmed);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        ClientTokens target = await api.RegisterAndLogInAsync("grace@example.com", "grace");
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail, "grace@example.com"));

        ApiResponse response = await api.SendIfMatchAsync(
            "PATCH", $"/api/admin/users/{target.UserIdOf()}/", staff, $$"""{"email":"{{New}}"}""");

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That(Addresses(await api.GetProfileAsync(target.Access)), Is.EqualTo((New, false, (string?)null)));
        Assert.That(await mailbox.KindsAsync(New), Is.EqualTo([EmailKind.VerifyEmail]));
        Assert.That((await mailbox.KindsAsync("grace@example.com")).Last(), Is.EqualTo(EmailKind.EmailChanged));
    }

    // The caller does not learn that the address has an account; the owner of that address is notified.
    [Test]
    public async Task UpdateCurrentUser_WhenTheAddressIsTakenAndAddressesAreSecret_RespondsAsIfItWereFree()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await VerifyNewAccountAsync(api, mailbox, "holder@example.com", "holder");
        ClientTokens session = await VerifyNewAccountAsync(api, mailbox);

        ApiResponse free = await ChangeAsync(api, session, "free@example.com");
        ApiResponse taken = await ChangeAsync(api, session, "holder@example.com");

        Assert.That(taken.Describe().Replace("holder@", "free@", StringComparison.Ordinal), Is.EqualTo(free.Describe()));
        Assert.That((await mailbox.KindsAsync("holder@example.com")).Last(), Is.EqualTo(EmailKind.AddressInUse));
    }

    // An account may log in only once its address is verified.
    private static async Task<ClientTokens> VerifyNewAccountAsync(
        Api api, Mailbox mailbox, string email = TestData.Email, string username = TestData.Username)
    {
        await api.RegisterAsync(email, username);
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail, email));
        return await api.OpenSessionAsync(email);
    }

    private static async Task MoveAsync(Api api, Mailbox mailbox, ClientTokens session, string email)
    {
        await ChangeAsync(api, session, email);
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, email));
    }

    private static Task<ApiResponse> ChangeAsync(Api api, ClientTokens session, string email = New) =>
        api.UpdateProfileAsync(session.Access, $$"""{"email":"{{email}}"}""");

    private static async Task<string> ResetTokenAsync(Api api, Mailbox mailbox, string email)
    {
        await api.RequestResetAsync(email);
        return await mailbox.TokenAsync(EmailKind.ResetPassword, email);
    }

    private static (string? Email, bool IsVerified, string? Pending) Addresses(ApiResponse profile)
    {
        JsonNode user = profile.Json["user"]!;
        return ((string?)user["email"], (bool)user["email_verified"]!, (string?)user["pending_email"]);
    }
}
