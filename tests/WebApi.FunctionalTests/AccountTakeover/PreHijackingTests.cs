using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;

namespace CleanAuth.WebApi.FunctionalTests.AccountTakeover;

/// <summary>An attacker registers the address of another person and waits until its owner uses it.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class PreHijackingTests(DatabaseProvider provider)
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";
    private const string PasswordRequired = """400 {"errors":{"password":["This field is required."]}}""";
    private const string AttackerEmail = "mallory@example.com";
    private const string PasswordOfOwner = "gravel comet harbor sleeve";

    [TestCase(true)]
    [TestCase(false)]
    public async Task LoginCode_WhenAStrangerRegisteredTheAddress_RevokesTheirPasswordAndSessions(bool byCode)
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{AttackerEmail}}"}""");
        string pending = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, AttackerEmail);

        (string nonce, EmailModel email) = await mailbox.RequestCodeAsync(api);
        ApiResponse owner = byCode
            ? await api.ConfirmLoginCodeAsync(nonce, email.Code!)
            : await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email));

        await AssertRevokedAsync(api, attacker);
        Assert.That((await api.ConfirmEmailChangeAsync(pending)).ToString(), Is.EqualTo(BadLink));
        ClientTokens session = ClientTokens.From(owner.Json["user"]!["tokens"]);
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
        Assert.That(await mailbox.KindsAsync(), Does.Contain(EmailKind.AccountSecured));
        Assert.That(
            (await api.ListSecurityEventsAsync(session.Access)).Body,
            Does.Contain("account_secured").And.Contain("email_verified"));
    }

    [Test]
    public async Task LoginCode_WhenItIsNotTheFirstProof_KeepsPasswordAndSessions()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail));

        (string nonce, EmailModel email) = await mailbox.RequestCodeAsync(api);
        ApiResponse response = await api.ConfirmLoginCodeAsync(nonce, email.Code!);

        Assert.That(response.Status, Is.EqualTo(200));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }

    // Attack: change the account again and again, to void every link that the owner of the address requests.
    [TestCase(true)]
    [TestCase(false)]
    public async Task Reset_WhenTheAttackerChangesThePasswordBetweenRequestAndUse_GivesTheOwnerTheAccount(bool byProfile)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        await api.RequestResetAsync();
        string reset = await new Mailbox(host).TokenAsync(EmailKind.ResetPassword);

        ClientTokens changed = await ChangePasswordAsync(api, attacker, byProfile);
        ApiResponse response = await api.ConfirmResetAsync(reset, PasswordOfOwner);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That((await api.GetProfileAsync(attacker.Access)).Status, Is.EqualTo(401));
        await AssertRevokedAsync(api, changed);
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(400));
        Assert.That((await api.LogInAsync(password: PasswordOfOwner)).Status, Is.EqualTo(200));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task LoginCode_WhenTheAttackerChangesThePasswordBetweenRequestAndUse_GivesTheOwnerTheAccount(bool byCode)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);

        ClientTokens changed = await ChangePasswordAsync(api, attacker, byProfile: false);
        ApiResponse response = byCode
            ? await api.ConfirmLoginCodeAsync(nonce, email.Code!)
            : await api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email));

        Assert.That(response.Status, Is.EqualTo(200));
        await AssertRevokedAsync(api, changed);
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(400));
    }

    // If voided links counted towards the limit, the owner would get none for half an hour.
    [Test]
    public async Task Reset_WhenTheAttackerUsesUpTheLinksAndThenChangesThePassword_StillSucceeds()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        for (int request = 0; request < 6; request++)
        {
            await api.RequestResetAsync();
            await mailbox.ReadAsync();
        }

        await ChangePasswordAsync(api, attacker, byProfile: false);
        ApiResponse response = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);

        Assert.That(response.ToString(), Is.EqualTo("204"));
    }

    // Attack: deleting the account deletes the links that the owner requested, and registering it again takes the address.
    [TestCase(true)]
    [TestCase(false)]
    public async Task Reset_WhenTheAttackerDeletesTheAccountAndRegistersItInALoop_GivesTheOwnerTheAccount(bool byPost)
    {
        using CleanAuthHost host = new(provider, ("Throttling:Enabled", "true"));
        using Api attacker = host.ConnectFrom("198.51.100.7");
        using Api owner = host.ConnectFrom("192.0.2.1");
        for (int round = 0; round < 3; round++)
        {
            ClientTokens session = await attacker.RegisterAndLogInAsync();
            Assert.That((await DeleteAsync(attacker, session, byPost)).Status, Is.EqualTo(204));
        }

        ClientTokens last = await attacker.RegisterAndLogInAsync();
        await owner.RequestResetAsync();
        string reset = await new Mailbox(host).TokenAsync(EmailKind.ResetPassword);
        ApiResponse refused = await DeleteAsync(attacker, last, byPost);
        ApiResponse response = await owner.ConfirmResetAsync(reset, PasswordOfOwner);

        Assert.That((refused.Status, refused.Header("Retry-After")), Is.EqualTo((429, "3600")));
        Assert.That(response.ToString(), Is.EqualTo("204"));
        await AssertRevokedAsync(attacker, last);
        ClientTokens ownerToken = await owner.OpenSessionAsync(password: PasswordOfOwner);
        Assert.That(
            (await DeleteAsync(owner, ownerToken, byPost)).Status, Is.EqualTo(204), "The owner of a verified address is not limited.");
    }

    // Attack: an account that changes its address voids those links too, and then confirms an address of the attacker.
    [TestCase(true)]
    [TestCase(false)]
    public async Task Reset_WhenTheAttackerChangesAddressesInALoop_GivesTheOwnerTheAccount(bool isConfirmed)
    {
        using CleanAuthHost host = new(provider, ("Throttling:Enabled", "true"), ("Accounts:ConfirmEmailChange", $"{isConfirmed}"));
        using Api attacker = host.ConnectFrom("198.51.100.7");
        using Api owner = host.ConnectFrom("192.0.2.1");
        Mailbox mailbox = new(host);
        for (int round = 0; round < 3; round++)
        {
            ClientTokens session = await attacker.RegisterAndLogInAsync(TestData.Email, $"mallory{round}");
            await MoveAsync(session, $"mallory{round}@example.com");
        }

        ClientTokens last = await attacker.RegisterAndLogInAsync();
        await owner.RequestResetAsync();
        string reset = await mailbox.TokenAsync(EmailKind.ResetPassword);
        ApiResponse refused = await attacker.UpdateProfileAsync(last.Access, $$"""{"email":"{{AttackerEmail}}"}""");
        ApiResponse response = await owner.ConfirmResetAsync(reset, PasswordOfOwner);

        Assert.That((refused.Status, refused.Header("Retry-After")), Is.EqualTo((429, "3600")));
        Assert.That(response.ToString(), Is.EqualTo("204"));
        await AssertRevokedAsync(attacker, last);

        async Task MoveAsync(ClientTokens session, string email)
        {
            await attacker.UpdateProfileAsync(session.Access, $$"""{"email":"{{email}}"}""");
            if (isConfirmed)
            {
                await attacker.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, email));
            }
        }
    }

    // Attack: change to the address of the owner and undo it, again and again, to void the links that the owner requests.
    [Test]
    public async Task UpdateEmail_WhenAccountsTakeAnAddressAndGiveItBackInALoop_IsRefused()
    {
        using CleanAuthHost host = new(provider, ("Throttling:Enabled", "true"), ("Accounts:ConfirmEmailChange", "false"));
        using Api attacker = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        List<int> moves = [];
        for (int round = 0; round < 4; round++)
        {
            string own = $"mallory{round}@example.com";
            ClientTokens session = await attacker.RegisterAndLogInAsync(own, $"mallory{round}");
            await host.VerifyEmailInDatabaseAsync(session.UserIdOf());
            ApiResponse move = await attacker.UpdateProfileAsync(session.Access, $$"""{"email":"{{TestData.Email}}"}""");
            moves.Add(move.Status);
            if (move.Status == 200)
            {
                await attacker.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged, own));
            }
        }

        Assert.That(moves, Is.EqualTo([200, 200, 200, 429]));
    }

    // Attack: use up the limit at the attacker's address, then change the account to the address of the owner.
    [TestCase(true)]
    [TestCase(false)]
    public async Task ResetOrCode_WhenTheAttackerUsedUpTheLimitAtAnotherAddress_GivesTheOwnerTheAccount(bool byCode)
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "false"));
        using Api home = host.ConnectFrom("192.0.2.1");
        using Api api = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        ClientTokens attacker = await home.RegisterAndLogInAsync(AttackerEmail, "mallory");
        for (int request = 0; request < 5; request++)
        {
            await (byCode ? mailbox.RequestCodeAsync(api, AttackerEmail) : (Task)api.RequestResetAsync(AttackerEmail));
            await mailbox.ReadAsync(AttackerEmail);
        }

        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        ApiResponse response = byCode ? await LogInByCodeAsync() : await ResetAsync();

        Assert.That(response.Status, Is.EqualTo(byCode ? 200 : 204));

        async Task<ApiResponse> LogInByCodeAsync()
        {
            (string nonce, EmailModel? email) = await mailbox.RequestCodeAsync(api);
            return await api.ConfirmLoginCodeAsync(nonce, email?.Code ?? "none");
        }

        async Task<ApiResponse> ResetAsync()
        {
            await api.RequestResetAsync();
            return await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task LogIn_WhenTheAttackersAccountHadTheAddressBefore_TreatsTheirNetworkAsStrange(bool isConfirmed)
    {
        using CleanAuthHost host = new(provider, ("Throttling:Enabled", "true"), ("Accounts:ConfirmEmailChange", $"{isConfirmed}"));
        using Api attacker = host.ConnectFrom("198.51.100.7");
        ClientTokens session = await attacker.RegisterAndLogInAsync();
        await attacker.UpdateProfileAsync(session.Access, $$"""{"email":"{{AttackerEmail}}"}""");
        if (isConfirmed)
        {
            string link = await new Mailbox(host).TokenAsync(EmailKind.ConfirmEmailChange, AttackerEmail);
            await attacker.ConfirmEmailChangeAsync(link);
        }

        using Api owner = host.ConnectFrom("192.0.2.1");
        await owner.RegisterAndLogInAsync(TestData.Email, "owner");
        List<int> guesses = [];
        for (int guess = 0; guess < 7; guess++)
        {
            guesses.Add((await attacker.LogInAsync(password: "a wrong guess of it")).Status);
        }

        Assert.That(guesses, Has.Some.EqualTo(429));
    }

    // Otherwise a later login of the attacker would send no notice.
    [Test]
    public async Task Reset_WhenTheAttackerHadLoggedOut_TreatsTheirDeviceAsNew()
    {
        using CleanAuthHost host = new(provider);
        using Api owner = host.ConnectFrom("192.0.2.1");
        using Api attacker = host.ConnectFrom("198.51.100.7");
        Mailbox mailbox = new(host);
        ClientTokens session = await attacker.RegisterAndLogInAsync();
        await attacker.LogOutAsync(session.Access, session.Refresh);
        await owner.RequestResetAsync();

        await owner.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);
        await attacker.OpenSessionAsync(password: PasswordOfOwner);

        Assert.That(await mailbox.KindsAsync(), Has.One.EqualTo(EmailKind.NewDevice));
    }

    // Attack: keep the undo link that was sent to the attacker's address.
    [Test]
    public async Task Reset_WhenAStrangerChangedTheirAccountToTheAddress_RevokesTheirAccess()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "false"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync(AttackerEmail, "mallory");
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail, AttackerEmail));
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        string undo = await mailbox.TokenAsync(EmailKind.EmailChanged, AttackerEmail);

        await api.RequestResetAsync();
        ApiResponse reset = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);

        Assert.That(reset.ToString(), Is.EqualTo("204"));
        await AssertRevokedAsync(api, attacker);
        Assert.That((await api.UndoEmailChangeAsync(undo)).ToString(), Is.EqualTo(BadLink));
        Assert.That((await api.LogInAsync(password: PasswordOfOwner)).Status, Is.EqualTo(200));
        Assert.That(await mailbox.KindsAsync(), Does.Contain(EmailKind.AccountSecured));
    }

    // The undo is the first proof of the address. Otherwise an undo link at the attacker's address could reverse the earlier
    // change.
    [TestCase(true)]
    [TestCase(false)]
    public async Task UndoEmailChange_WhenTheAddressWasNeverVerified_VoidsTheUndoLinkOfTheEarlierAddress(bool isSent)
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "false"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync(AttackerEmail, "mallory");
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail, AttackerEmail));
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        string attackers = isSent ? await mailbox.TokenAsync(EmailKind.EmailChanged, AttackerEmail) : "none";
        await api.UpdateProfileAsync(attacker.Access, """{"email":"third@example.com"}""");
        string ownerToken = await mailbox.LatestTokenAsync(EmailKind.EmailChanged);

        ApiResponse undone = await api.UndoEmailChangeAsync(ownerToken);

        Assert.That(undone.ToString(), Is.EqualTo("204"));
        Assert.That((await api.UndoEmailChangeAsync(attackers)).ToString(), Is.EqualTo(BadLink));
        Assert.That((await mailbox.KindsAsync(AttackerEmail)).Count(kind => kind == EmailKind.EmailChanged), Is.EqualTo(isSent ? 1 : 0));
        await AssertRevokedAsync(api, attacker);
        Assert.That(await mailbox.KindsAsync(), Does.Contain(EmailKind.AccountSecured));
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), PasswordOfOwner);
        ApiResponse owner = await api.LogInAsync(password: PasswordOfOwner);
        Assert.That((string?)owner.Json["user"]!["username"], Is.EqualTo("mallory"));
    }

    // An email that waits in the outbox must not contain an undo link after the proof.
    [Test]
    public async Task Reset_WhenTheUndoEmailOfTheAttackerStillWaits_DeletesIt()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "false"));
        using Api api = new(host.Connect());
        ClientTokens attacker = await api.RegisterAndLogInAsync(AttackerEmail, "mallory");
        await api.RequestResetAsync();
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        string reset = await new Mailbox(host).LatestTokenAsync(EmailKind.ResetPassword);

        await api.ConfirmResetAsync(reset, PasswordOfOwner);

        Assert.That(await new Mailbox(host).KindsAsync(AttackerEmail), Has.None.EqualTo(EmailKind.EmailChanged));
    }

    // The reset is no first proof, and the earlier owner may be the victim of a theft.
    [Test]
    public async Task Reset_WhenTheAddressWasVerifiedBefore_KeepsTheUndoLinkOfTheEarlierOwner()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens thief = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(thief.Access, $$"""{"email":"{{AttackerEmail}}"}""");
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, AttackerEmail));
        await api.RequestResetAsync(AttackerEmail);
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword, AttackerEmail));

        ApiResponse undone = await api.UndoEmailChangeAsync(await mailbox.TokenAsync(EmailKind.EmailChanged));

        Assert.That(undone.ToString(), Is.EqualTo("204"));
    }

    [Test]
    public async Task VerifyEmail_WhenTheOwnerOnlyFollowsTheLink_DoesNotVerifyTheAccountOfTheStranger()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        string token = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        ClientTokens reader = await api.RegisterAndLogInAsync("other@example.com", "other", PasswordOfOwner);

        ApiResponse alone = await api.VerifyEmailAsync(token, password: null);
        ApiResponse byPassword = await api.VerifyEmailAsync(token, PasswordOfOwner);
        ApiResponse byToken = await api.VerifyEmailAsync(token, password: null, reader.Access);

        Assert.That(alone.ToString(), Is.EqualTo(PasswordRequired));
        Assert.That(new[] { byPassword, byToken }.Select(response => response.ToString()), Is.All.EqualTo(BadLink));
        Assert.That((bool)(await api.GetProfileAsync(attacker.Access)).Json["user"]!["email_verified"]!, Is.False);
    }

    [Test]
    public async Task ConfirmEmailChange_WhenTheOwnerOnlyFollowsTheLink_DoesNotChangeTheAccountOfTheStranger()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync(AttackerEmail, "mallory");
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        string token = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange);
        ClientTokens reader = await api.RegisterAndLogInAsync("other@example.com", "other", PasswordOfOwner);

        ApiResponse alone = await api.ConfirmEmailChangeAsync(token, password: null);
        ApiResponse byPassword = await api.ConfirmEmailChangeAsync(token, PasswordOfOwner);
        ApiResponse byToken = await api.ConfirmEmailChangeAsync(token, password: null, reader.Access);

        Assert.That(alone.ToString(), Is.EqualTo(PasswordRequired));
        Assert.That(new[] { byPassword, byToken }.Select(response => response.ToString()), Is.All.EqualTo(BadLink));
        Assert.That((string?)(await api.GetProfileAsync(attacker.Access)).Json["user"]!["email"], Is.EqualTo(AttackerEmail));
        Assert.That(
            (await api.ConfirmEmailChangeAsync(token, password: null, attacker.Access)).ToString(),
            Is.EqualTo("204"),
            "The refusal does not redeem the link.");
    }

    [Test]
    public async Task Register_WhenAStrangerRegisteredTheAddressAndUsedUpTheEmails_RefusesTheirPassword()
    {
        using CleanAuthHost host = new(provider, CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();
        string verification = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        for (int request = 0; request < 5; request++)
        {
            await api.RequestResetAsync();
        }

        string reset = await mailbox.TokenAsync(EmailKind.ResetPassword);
        await api.RegisterAsync(TestData.Email, "ada2", PasswordOfOwner);
        await mailbox.ReadAsync();
        ApiResponse clicked = await api.VerifyEmailAsync(verification, PasswordOfOwner);

        Assert.That(clicked.ToString(), Is.EqualTo(BadLink));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
        Assert.That((await api.ConfirmResetAsync(reset, PasswordOfOwner)).ToString(), Is.EqualTo("204"));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
        Assert.That((await api.LogInAsync(password: PasswordOfOwner)).Status, Is.EqualTo(200));
    }

    private static Task<ApiResponse> DeleteAsync(Api api, ClientTokens session, bool byPost) =>
        byPost ? api.DeleteAccountByPostAsync(session.Access) : api.DeleteAccountAsync(session.Access);

    private static async Task<ClientTokens> ChangePasswordAsync(Api api, ClientTokens session, bool byProfile)
    {
        if (!byProfile)
        {
            return ClientTokens.From((await api.ChangePasswordAsync(session.Access)).Json);
        }

        await api.UpdateProfileAsync(session.Access, $$"""{"password":"{{TestData.NewPassword}}"}""");
        return await api.OpenSessionAsync(password: TestData.NewPassword);
    }

    private static async Task AssertRevokedAsync(Api api, ClientTokens attacker)
    {
        Assert.That((await api.GetProfileAsync(attacker.Access)).Status, Is.EqualTo(401));
        Assert.That((await api.RefreshAsync(attacker.Refresh)).Status, Is.EqualTo(401));
        foreach (string address in new[] { TestData.Email, AttackerEmail })
        {
            Assert.That((await api.LogInAsync(address)).Status, Is.EqualTo(400));
        }
    }
}
