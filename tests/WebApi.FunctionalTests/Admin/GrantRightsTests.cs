using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

/// <summary>Sessions, tokens and links from before an account got rights must not work afterwards.</summary>
internal sealed class GrantRightsTests
{
    private const string OwnerEmail = "ida@example.com";
    private const string AttackerEmail = "spy@example.com";
    private const string Superuser = """{"is_staff":true,"is_superuser":true,"groups":[],"user_permissions":[]}""";
    private const string Support = """{"is_staff":true,"is_superuser":false,"groups":[],"user_permissions":["end_session"]}""";
    private const string NoRights = """{"is_staff":false,"is_superuser":false,"groups":[],"user_permissions":[]}""";
    private const string NotProven =
        """409 {"detail":"The owner of this account is not proven: its address is not verified, or a member of staff set its address or password. Send its owner a password reset link; grant rights after they have used it.","code":"owner_not_proven"}""";

    // Attack: staff change the address of a colleague to their own mailbox and back, wait for the colleague's promotion, and
    // take over the account by the undo link.
    [Test]
    public async Task GrantRights_WhenStaffChangedTheAddressAndBack_SendsThemNoUndoLink(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens mallory = await api.RegisterStaffAsync(host, "mallory", Permissions.ChangeUser, Permissions.SetPassword);
        ClientTokens ida = await api.RegisterProvenOwnerAsync(host, "ida");
        ApiResponse changed = await api.SendIfMatchAsync("PATCH", PathOf(ida), mallory, $$"""{"email":"{{AttackerEmail}}"}""");
        ApiResponse changedBack = await api.SendIfMatchAsync("PATCH", PathOf(ida), mallory, $$"""{"email":"{{OwnerEmail}}"}""");

        ApiResponse refused = await GrantAsync(api, root, ida, Superuser);
        EmailModel[] emailsToAttacker = await mailbox.ReadAsync(AttackerEmail);
        ApiResponse sent = await api.SendAsync(HttpMethod.Post, $"{PathOf(ida)}send-password-reset/", access: root.Access);
        ApiResponse chosen = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword, OwnerEmail));
        ApiResponse granted = await GrantAsync(api, root, ida, Superuser);

        Assert.Multiple(() =>
        {
            Assert.That((changed.Status, changedBack.Status), Is.EqualTo((200, 200)));
            Assert.That(
                emailsToAttacker.Where(email => email.Kind == EmailKind.EmailChanged).Select(email => email.Link),
                Is.EqualTo([(string?)null]));
            Assert.That(refused.ToString(), Is.EqualTo(NotProven));
            Assert.That((sent.Status, chosen.Status, granted.Status), Is.EqualTo((204, 204, 200)));
        });
    }

    // Attack: register the address of a colleague before they do, and wait for the promotion.
    [Test]
    public async Task GrantRights_WhenAStrangerRegisteredTheAddress_IsRefusedUntilTheOwnerProvesIt(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens stranger = await api.RegisterOrdinaryUserAsync("ida");

        ApiResponse refused = await GrantAsync(api, root, stranger, Superuser);
        ApiResponse seen = await api.GetUserAsync(root, stranger.UserIdOf());
        await api.RequestResetAsync(OwnerEmail);
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword, OwnerEmail));
        ApiResponse granted = await GrantAsync(api, root, stranger, Superuser);

        Assert.That((refused.ToString(), (bool)seen.Json["owner_proven"]!, granted.Status), Is.EqualTo((NotProven, false, 200)));
        Assert.That((await api.LogInAsync(OwnerEmail)).Status, Is.EqualTo(400), "The first proof removes the password of the stranger.");
    }

    [TestCase("PATCH", "", """{"email":"other@example.com"}""")]
    [TestCase("PUT", "password/", """{"password":"another correct horse"}""")]
    public async Task GrantRights_WhenStaffSetACredential_IsRefusedForEveryCaller(string method, string path, string json)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ida = await api.RegisterProvenOwnerAsync(host, "ida");
        await api.SendIfMatchAsync(method, $"{PathOf(ida)}{path}", root, json);

        ApiResponse staff = await GrantAsync(api, root, ida, Support);
        ApiResponse superuser = await GrantAsync(api, root, ida, Superuser);
        ApiResponse nothing = await GrantAsync(api, root, ida, NoRights);
        ApiResponse seen = await api.GetUserAsync(root, ida.UserIdOf());

        Assert.That(new[] { $"{staff}", $"{superuser}" }, Has.All.EqualTo(NotProven));
        Assert.That(nothing.Status, Is.EqualTo(200), "what takes or leaves rights is no grant");
        Assert.That((bool)seen.Json["owner_proven"]!, Is.False);
    }

    [Test]
    public async Task GrantRights_WhenStaffAddedTheAccount_IsRefusedUntilTheOwnerChoosesAPassword()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ApiResponse added = await api.SendAsync(
            HttpMethod.Post, "/api/admin/users/", $$"""{"email":"{{OwnerEmail}}","username":"ida","password":"{{TestData.Password}}"}""", root.Access);
        string path = $"/api/admin/users/{(string?)added.Json["id"]}/";
        ClientTokens ida = await api.OpenSessionAsync(OwnerEmail);
        await api.ChangePasswordAsync(ida.Access);

        ApiResponse refused = await api.SendIfMatchAsync("PUT", $"{path}rights/", root, Support);
        await api.RequestResetAsync(OwnerEmail);
        await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword, OwnerEmail));
        ApiResponse granted = await api.SendIfMatchAsync("PUT", $"{path}rights/", root, Support);

        Assert.That((refused.ToString(), granted.Status), Is.EqualTo((NotProven, 200)), "Staff who know the first password can change it.");
    }

    // The owner confirms a new address; the undo link must not go to the address that staff entered.
    [Test]
    public async Task ConfirmEmailChange_WhenStaffSetTheAddressBefore_SendsThatAddressNoUndoLink(
        [ValueSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))] DatabaseProvider provider)
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ida = await api.RegisterOrdinaryUserAsync("ida");
        await api.SendIfMatchAsync("PATCH", PathOf(ida), root, $$"""{"email":"{{AttackerEmail}}"}""");
        await api.UpdateProfileAsync(ida.Access, $$"""{"email":"{{OwnerEmail}}"}""");

        ApiResponse confirmed = await api.ConfirmEmailChangeAsync(
            await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, OwnerEmail), password: null, ida.Access);
        ApiResponse granted = await GrantAsync(api, root, ida, Support);

        EmailModel notice = (await mailbox.ReadAsync(AttackerEmail)).Single(email => email.Kind == EmailKind.EmailChanged);
        Assert.That((confirmed.Status, granted.Status, notice.Link), Is.EqualTo((204, 200, (string?)null)));
    }

    [Test]
    public async Task GrantRights_WhenTheStaffWhoSetTheCredentialAreDeleted_IsStillRefused()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens mallory = await api.RegisterStaffAsync(host, "mallory", Permissions.SetPassword);
        ClientTokens ida = await api.RegisterProvenOwnerAsync(host, "ida");
        ApiResponse set = await api.SendIfMatchAsync("PUT", $"{PathOf(ida)}password/", mallory, """{"password":"another correct horse"}""");
        ApiResponse deleted = await api.SendIfMatchAsync("DELETE", PathOf(mallory), root);

        ApiResponse refused = await GrantAsync(api, root, ida, Support);

        Assert.That((set.Status, deleted.Status), Is.EqualTo((204, 204)));
        Assert.That(refused.ToString(), Is.EqualTo(NotProven));
    }

    [TestCase(NoRights, Support)]
    [TestCase(NoRights, Superuser)]
    [TestCase(Support, Superuser)]
    [TestCase(Superuser, Support)]
    [TestCase(Superuser, NoRights)]
    [TestCase(Support, NoRights)]
    public async Task ChangeRights_WhenTheyChange_VoidsSessionsLinksCodesAndWaitingEmails(string before, string after)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ida = await api.RegisterProvenOwnerAsync(host, "ida");
        await GrantAsync(api, root, ida, before);
        ida = await api.OpenSessionAsync(OwnerEmail);
        await api.UpdateProfileAsync(ida.Access, """{"email":"new@example.com"}""");
        string undo = await mailbox.TokenAsync(EmailKind.EmailChanged, OwnerEmail);
        await api.RequestResetAsync("new@example.com");
        string reset = await mailbox.TokenAsync(EmailKind.ResetPassword, "new@example.com");
        await api.UpdateProfileAsync(ida.Access, """{"email":"newer@example.com"}""");
        await api.RequestLoginCodeAsync("newer@example.com");
        await host.VerifyEmailInDatabaseAsync(ida.UserIdOf());

        ApiResponse changed = await GrantAsync(api, root, ida, after);

        ApiResponse[] responses =
        [
            await api.GetProfileAsync(ida.Access),
            await api.RefreshAsync(ida.Refresh),
            await api.UndoEmailChangeAsync(undo),
            await api.ConfirmResetAsync(reset),
        ];
        EmailModel[] late = await mailbox.ReadAsync("new@example.com");
        Assert.Multiple(() =>
        {
            Assert.That(changed.Status, Is.EqualTo(200));
            Assert.That(responses.Select(response => response.Status), Is.EqualTo([401, 401, 400, 400]));
            Assert.That(late.Where(email => email.Kind == EmailKind.EmailChanged).Select(email => email.Link), Has.All.Null);
        });
        Assert.That((await api.LogInAsync("newer@example.com")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task ChangeRights_WhenTheyStayTheSame_VoidsNothing()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens root = await api.RegisterSuperuserAsync(host);
        ClientTokens ida = await api.RegisterProvenOwnerAsync(host, "ida");
        await GrantAsync(api, root, ida, Support);
        ida = await api.OpenSessionAsync(OwnerEmail);

        ApiResponse again = await GrantAsync(api, root, ida, Support);

        Assert.That((again.Status, (await api.GetProfileAsync(ida.Access)).Status), Is.EqualTo((200, 200)));
    }

    private static string PathOf(ClientTokens session) => $"/api/admin/users/{session.UserIdOf()}/";

    private static Task<ApiResponse> GrantAsync(Api api, ClientTokens caller, ClientTokens target, string json) =>
        api.SendIfMatchAsync("PUT", $"{PathOf(target)}rights/", caller, json);
}
