using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.AccountDeletion;

/// <summary>A thief who knows the password, or a stranger who registers an address first, uses the time in which a deleted account can be restored.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class DeletionGraceTests(DatabaseProvider provider)
{
    private const string Thief = "mallory@example.com";

    private static readonly (string Name, string Value) Grace = ("Accounts:DeletionGrace", "14.00:00:00");

    [Test]
    public async Task RestoreCurrentUser_WhenAThiefDeletedTheAccount_VoidsTheirPasswordAndSessions()
    {
        using CleanAuthHost host = new(provider, Grace, ("Throttling:Enabled", "true"), ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await mailbox.RegisterVerifiedOwnerAsync(api);
        ClientTokens thief = await api.OpenSessionAsync();
        await api.UpdateProfileAsync(thief.Access, $$"""{"email":"{{Thief}}","current_password":"{{TestData.Password}}"}""");
        string pending = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, Thief);
        await api.DeleteAccountAsync(thief.Access, TestData.Password);

        ApiResponse restored = await api.RestoreAccountAsync(await mailbox.TokenAsync(EmailKind.AccountDeleted));

        ApiResponse stolen = await api.LogInAsync();
        ApiResponse unknown = await api.LogInAsync("nobody@example.com");
        Guid id = thief.UserIdOf();
        using IDisposable scope = Assert.EnterMultipleScope();
        Assert.That(restored.Status, Is.EqualTo(204));
        Assert.That(stolen.ToString(), Is.EqualTo(unknown.ToString()));
        Assert.That((await api.RefreshAsync(thief.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await api.ConfirmEmailChangeAsync(pending)).Status, Is.EqualTo(400));
        Assert.That(
            await host.QueryAsync(context => context.AttemptCounters.CountAsync(record => record.UserId == id)),
            Is.Zero,
            "No network is known.");
        Assert.That((await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword))).Status, Is.EqualTo(204));
        Assert.That((await api.LogInAsync(TestData.Email, TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    // Restoring proves only the address that the thief set.
    [Test]
    public async Task RestoreCurrentUser_WhenAThiefChangedTheAddressBefore_KeepsTheUndoLinkOfTheOwner()
    {
        using CleanAuthHost host = new(provider, Grace, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens thief = await mailbox.RegisterVerifiedOwnerAsync(api);
        await api.UpdateProfileAsync(thief.Access, $$"""{"email":"{{Thief}}"}""");
        await api.ConfirmEmailChangeAsync(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, Thief));
        string undo = await mailbox.TokenAsync(EmailKind.EmailChanged);
        await api.DeleteAccountAsync((await api.OpenSessionAsync(Thief)).Access);

        ApiResponse restored = await api.RestoreAccountAsync(await mailbox.TokenAsync(EmailKind.AccountDeleted, Thief));
        ApiResponse undone = await api.UndoEmailChangeAsync(undo);

        Assert.That((restored.Status, undone.Status), Is.EqualTo((204, 204)));
        Assert.That((await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword))).Status, Is.EqualTo(204));
        Assert.That((await api.LogInAsync(TestData.Email, TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenRepeatedSevenTimesInAnHour_StillSendsTheRestoreLink()
    {
        using CleanAuthHost host = new(provider, Grace);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await mailbox.RegisterVerifiedOwnerAsync(api);

        string password = TestData.Password;
        for (int round = 0; round < 6; round++)
        {
            await api.DeleteAccountAsync((await api.OpenSessionAsync(TestData.Email, password)).Access);
            await api.RestoreAccountAsync(await mailbox.TokenAsync(EmailKind.AccountDeleted));
            password = $"gravel comet harbor {round}";
            await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword), password);
        }

        await api.DeleteAccountAsync((await api.OpenSessionAsync(TestData.Email, password)).Access);

        EmailModel[] notices = [.. (await mailbox.ReadAsync()).Where(email => email.Kind == EmailKind.AccountDeleted)];
        Assert.That(notices, Has.Length.EqualTo(7));
        Assert.That((await api.RestoreAccountAsync(await mailbox.TokenAsync(EmailKind.AccountDeleted))).Status, Is.EqualTo(204));
    }

    [Test]
    public async Task DeleteCurrentUser_WhenAStrangerRegisteredTheAddress_FreesTheAddressAtOnce()
    {
        using CleanAuthHost host = new(provider, Grace);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens stranger = await api.RegisterAndLogInAsync();

        ApiResponse deleted = await api.DeleteAccountAsync(stranger.Access);

        EmailModel notice = (await mailbox.ReadAsync()).Last();
        ApiResponse registered = await api.RegisterAsync();
        await api.RequestResetAsync();
        Assert.That((deleted.Status, registered.Status), Is.EqualTo((204, 201)));
        Assert.That((notice.Kind, notice.Link), Is.EqualTo((EmailKind.AccountDeleted, (string?)null)));
        Assert.That((await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.ResetPassword))).Status, Is.EqualTo(204));
    }
}
