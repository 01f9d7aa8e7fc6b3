using System.Net.Http.Headers;
using System.Text;
using CleanAuth.Application.Abstractions.Operations;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.CreateSuperuser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Domain.Emails;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.AccountDeletion;

internal sealed class AccountDeletionTests
{
    private const string Missing = """400 {"errors":{"current_password":["This field is required."]}}""";
    private const string Wrong = """400 {"errors":{"current_password":["This is not the current password."]}}""";
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";

    private static readonly (string Name, string Value) Required = ("Accounts:RequireCurrentPassword", "true");
    private static readonly (string Name, string Value) Grace = ("Accounts:DeletionGrace", "14.00:00:00");

    [Test]
    public void DeleteCurrentUser_WhenNoSettingIsGiven_ErasesAtOnce() => Assert.That(new AccountOptions().DeletionGrace, Is.EqualTo(TimeSpan.Zero));

    [Test]
    public async Task DeleteCurrentUser_WhenThePasswordIsMissingOrWrong_ChangesNothing()
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        string before = await host.SnapshotAsync();

        ApiResponse none = await api.DeleteAccountAsync(session.Access);
        ApiResponse empty = await api.SendAsync(HttpMethod.Delete, "/api/user/", "{}", session.Access);
        ApiResponse wrong = await api.DeleteAccountAsync(session.Access, "a guess");

        Assert.That((none.ToString(), empty.ToString(), wrong.ToString()), Is.EqualTo((Missing, Missing, Wrong)));
        Assert.That(await host.SnapshotAsync(), Is.EqualTo(before));
        Assert.That(await new Mailbox(host).ReadOutboxAsync(EmailKind.AccountDeleted), Is.Empty);
    }

    // Some proxies drop the body of DELETE.
    [Test]
    public async Task DeleteByPost_WhenThePasswordIsCorrect_DeletesTheAccount()
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse none = await api.DeleteAccountByPostAsync(session.Access);
        ApiResponse wrong = await api.DeleteAccountByPostAsync(session.Access, "a guess");
        ApiResponse right = await api.DeleteAccountByPostAsync(session.Access, TestData.Password);

        Assert.That((none.ToString(), wrong.ToString(), right.ToString()), Is.EqualTo((Missing, Wrong, "204")));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.Zero);
    }

    [TestCase("null", """{"errors":{"current_password":["This field may not be null."]}}""")]
    [TestCase("7", """{"errors":{"current_password":["Not a valid string."]}}""")]
    [TestCase("[]", """{"errors":{"current_password":["Not a valid string."]}}""")]
    public async Task DeleteCurrentUser_WhenThePasswordIsNotAString_IsRefused(string value, string expected)
    {
        using CleanAuthHost host = new(Required);
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.SendAsync(HttpMethod.Delete, "/api/user/", $$"""{"current_password":{{value}}}""", session.Access);

        Assert.That(response.ToString(), Is.EqualTo($"400 {expected}"));
    }

    [TestCase("{", "application/json", 400)]
    [TestCase("[]", "application/json", 400)]
    [TestCase("{}", "text/plain", 415)]
    [TestCase("{}", "application/json", 204)]
    [TestCase("", "text/plain", 204)]
    public async Task DeleteCurrentUser_WhenTheBodyIsInvalid_IsRefused(string body, string type, int status)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        ApiResponse response = await api.SendAsync(HttpMethod.Delete, "/api/user/", content, session.Access);

        Assert.That(response.Status, Is.EqualTo(status));
        Assert.That(status == 204 || response.IsDocumentedError(), Is.True);
    }

    [Test]
    public async Task DeleteCurrentUser_WhenThePasswordIsGuessedTooOften_IsThrottled()
    {
        using CleanAuthHost host = new(Required, ("Throttling:Enabled", "true"), ("Throttling:TriesOfKnownNetwork", "2"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.DeleteAccountAsync(session.Access, "a guess");
        await api.DeleteAccountAsync(session.Access, "another guess");

        ApiResponse response = await api.DeleteAccountAsync(session.Access, TestData.Password);

        Assert.That(response.Status, Is.EqualTo(429));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenThereIsNoGrace_ErasesAtOnceAndNotifiesTheOwner()
    {
        using CleanAuthHost host = new(Required, ("Throttling:Enabled", "true"));
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse response = await api.DeleteAccountAsync(session.Access, TestData.Password);

        EmailModel? email = await new Mailbox(host).PrepareLatestAsync(EmailKind.AccountDeleted);
        Assert.That(response.ToString(), Is.EqualTo("204"));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.Zero);
        Assert.That((email!.To, email.Link), Is.EqualTo((TestData.Email, (string?)null)));
        Assert.That((await api.GetProfileAsync(session.Access)).Json["code"]!.ToString(), Is.EqualTo("user_not_found"));
        Assert.That((await api.RegisterAsync()).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task DeleteUserCommand_WhenRun_NotifiesTheOwner()
    {
        using CleanAuthHost host = new(Grace);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        await host.CommandAsync(new DeleteUserCommand(TestData.Email));

        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.Zero);
        Assert.That((await new Mailbox(host).PrepareLatestAsync(EmailKind.AccountDeleted))!.To, Is.EqualTo(TestData.Email));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenThereIsGrace_DeactivatesTheAccountOnEveryInstance()
    {
        using CleanAuthHost host = new(Grace);
        using CleanAuthHost other = host.StartBeside(Grace);
        using Api api = new(host.Connect());
        using Api secondInstance = new(other.Connect());
        ClientTokens session = await new Mailbox(host).RegisterVerifiedOwnerAsync(api);
        ClientTokens elsewhere = await secondInstance.OpenSessionAsync();

        ApiResponse response = await api.DeleteAccountAsync(session.Access);

        Assert.That(response.ToString(), Is.EqualTo("204"));
        await Poll.UntilAsync(() => secondInstance.GetProfileAsync(elsewhere.Access), profile => profile.Status == 401);
        Assert.That((await api.GetProfileAsync(session.Access)).Json["code"]!.ToString(), Is.EqualTo("user_inactive"));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await secondInstance.RefreshAsync(elsewhere.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await api.LogInAsync()).ToString(), Is.EqualTo((await api.LogInAsync("nobody@example.com")).ToString()));
        Assert.That((await api.DeleteAccountAsync(session.Access)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task RestoreCurrentUser_WhenTheLinkIsRedeemedInTime_LetsTheOwnerLogInAgain()
    {
        using CleanAuthHost host = new(Grace);
        using Api api = new(host.Connect());
        ClientTokens session = await new Mailbox(host).RegisterVerifiedOwnerAsync(api);
        await api.DeleteAccountAsync(session.Access);
        EmailModel email = (await new Mailbox(host).PrepareLatestAsync(EmailKind.AccountDeleted))!;
        host.Clock.Advance(TimeSpan.FromDays(13));

        ApiResponse response = await api.RestoreAccountAsync(Mailbox.TokenOf(email));
        ApiResponse again = await api.RestoreAccountAsync(Mailbox.TokenOf(email));

        Assert.That((email.To, email.ExpiresAt), Is.EqualTo((TestData.Email, (DateTimeOffset?)host.Clock.GetUtcNow().AddDays(1))));
        Assert.That((response.ToString(), again.ToString()), Is.EqualTo(("204", BadLink)));
        await api.ConfirmResetAsync(await new Mailbox(host).LatestTokenAsync(EmailKind.ResetPassword));
        ClientTokens restored = await api.OpenSessionAsync(TestData.Email, TestData.NewPassword);
        Assert.That((await api.GetProfileAsync(restored.Access)).Status, Is.EqualTo(200));
        Assert.That((await api.ListSecurityEventsAsync(restored.Access)).Body, Does.Contain("deletion_scheduled").And.Contain("activated"));

        await SweepAsync(host, TimeSpan.FromDays(30));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.EqualTo(1));
    }

    [Test]
    public async Task RestoreCurrentUser_WhenTheGraceHasPassed_IsRefusedAndTheAccountIsErased()
    {
        using CleanAuthHost host = new(Grace);
        using Api api = new(host.Connect());
        ClientTokens session = await new Mailbox(host).RegisterVerifiedOwnerAsync(api);
        await api.DeleteAccountAsync(session.Access);
        string token = await new Mailbox(host).LatestTokenAsync(EmailKind.AccountDeleted);
        host.Clock.Advance(TimeSpan.FromDays(14));

        ApiResponse late = await api.RestoreAccountAsync(token);
        await SweepAsync(host, TimeSpan.Zero);
        ApiResponse afterErasure = await api.RestoreAccountAsync(token);

        Assert.That((late.ToString(), afterErasure.ToString()), Is.EqualTo((BadLink, BadLink)));
        Assert.That(await host.QueryAsync(context => context.Users.CountAsync()), Is.Zero);
        Assert.That((await api.RegisterAsync()).Status, Is.EqualTo(201));
    }

    [Test]
    public async Task RestoreCurrentUser_WhenStaffActivatedTheAccount_IsRefusedAndTheErasureCancelled()
    {
        using CleanAuthHost host = new(Grace);
        using Api api = new(host.Connect());
        ClientTokens session = await new Mailbox(host).RegisterVerifiedOwnerAsync(api);
        await api.DeleteAccountAsync(session.Access);
        string token = await new Mailbox(host).LatestTokenAsync(EmailKind.AccountDeleted);

        await host.CommandAsync(new ActivateUserCommand(TestData.Email));

        Assert.That((await api.RestoreAccountAsync(token)).ToString(), Is.EqualTo(BadLink));
        Assert.That(await new Mailbox(host).PrepareLatestAsync(EmailKind.AccountDeleted), Is.Null);
        await SweepAsync(host, TimeSpan.FromDays(30));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }

    // The owner changes the address and deletes the account; two links restore it. Then staff deactivate the account.
    [TestCase("command", true)]
    [TestCase("deactivate", false)]
    [TestCase("bulk", false)]
    public async Task RestoreCurrentUser_WhenStaffDeactivatedTheAccount_IsRefusedLikeTheUndo(string way, bool isSentBefore)
    {
        using CleanAuthHost host = new(Grace);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens staff = await api.RegisterSuperuserAsync(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, """{"email":"second@example.com"}""");
        string undo = await mailbox.LatestTokenAsync(EmailKind.EmailChanged);
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail, "second@example.com"));
        await api.DeleteAccountAsync(session.Access);
        string restore = isSentBefore ? await mailbox.LatestTokenAsync(EmailKind.AccountDeleted) : "none";

        await DeactivateAsync(way, host, api, staff, session.UserIdOf());

        Assert.That(await mailbox.PrepareLatestAsync(EmailKind.AccountDeleted), Is.Null);
        Assert.That((await api.RestoreAccountAsync(restore)).ToString(), Is.EqualTo(BadLink));
        await api.UndoEmailChangeAsync(undo);
        await SweepAsync(host, TimeSpan.FromDays(30));
        Guid id = session.UserIdOf();
        Assert.That(
            await host.QueryAsync(context => context.Users.Where(user => user.Id == id).Select(user => user.IsActive).ToListAsync()),
            Is.EqualTo([false]));
    }

    [TestCase("")]
    [TestCase("14.00:00:00")]
    public async Task DeleteCurrentUser_WhenTheCallerIsTheLastSuperuser_IsRefused(string grace)
    {
        using CleanAuthHost host = new(("Accounts:DeletionGrace", grace.Length == 0 ? "00:00:00" : grace));
        using Api api = new(host.Connect());
        await host.CommandAsync(new CreateSuperuserCommand(TestData.Email, TestData.Username, TestData.Password));
        ClientTokens session = await api.OpenSessionAsync();

        ApiResponse response = await api.DeleteAccountAsync(session.Access);

        Assert.That(response.Status, Is.EqualTo(409));
        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
        Assert.That(await new Mailbox(host).ReadOutboxAsync(EmailKind.AccountDeleted), Is.Empty);
    }

    private static Task DeactivateAsync(string way, CleanAuthHost host, Api api, ClientTokens staff, Guid userId) => way switch
    {
        "command" => host.CommandAsync(new DeactivateUserCommand("second@example.com")),
        "bulk" => api.SendAsync(
            HttpMethod.Post, "/api/admin/users/bulk/", $$"""{"action":"deactivate","user_ids":["{{userId}}"]}""", staff.Access),
        _ => api.SendAsync(HttpMethod.Post, $"/api/admin/users/{userId}/deactivate/", "", staff.Access),
    };

    private static async Task SweepAsync(CleanAuthHost host, TimeSpan later)
    {
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IStoreSweeper>().SweepAsync(host.Clock.GetUtcNow() + later, default);
    }
}
