using CleanAuth.Application.EmailDelivery;
using CleanAuth.Application.Operations.SetUserPassword;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Races;

/// <summary>An attack that began before the first proof of the address must not finish after it.</summary>
[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class FirstProofRaceTests(DatabaseProvider provider)
{
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";
    private const string Own = "mallory@example.com";

    private readonly RequestBarrier meeting = new();
    private readonly PausingHasher hasher = new();

    [Test]
    public async Task LogInByPassword_WhenTheOwnerProvesTheAddressMeanwhile_IsRefusedAndOpensNoSession()
    {
        using CleanAuthHost host = new(provider) { Register = hasher.Register };
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        (string nonce, EmailModel letter) = await new Mailbox(host).RequestCodeAsync(api);

        Task<Answer> attacker = api.LogInAsync();
        await hasher.Read;
        Answer owner = await api.ConfirmLoginCodeAsync(nonce, letter.Code!);
        hasher.Release();

        Assert.That((owner.Status, (await attacker).Status), Is.EqualTo((200, 400)));
        Assert.That(await host.QueryAsync(context => context.Sessions.CountAsync(session => session.EndedAt == null)), Is.EqualTo(1));
    }

    [Test]
    public async Task VerifyByPassword_WhenThePasswordIsChangedMeanwhile_IsRefused()
    {
        using CleanAuthHost host = new(provider, ("Passwords:MaxConcurrentHashes", "2")) { Register = hasher.Register };
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.VerifyEmail);

        Task<Answer> verification = api.VerifyEmailAsync(token);
        await hasher.Read;
        await host.CommandAsync(new SetUserPasswordCommand(TestData.Email, TestData.NewPassword));
        hasher.Release();

        Assert.That((await verification).ToString(), Is.EqualTo(BadLink));
        Assert.That(await host.QueryAsync(context => context.Users.Select(user => user.EmailVerifiedAt).SingleAsync()), Is.Null);
    }

    [Test]
    public async Task FirstProofs_WhenTwoAreSentAtOnce_OneSucceeds()
    {
        using CleanAuthHost host = new(provider) { Register = meeting.Register };
        using Api api = new(host.Connect());
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        (string nonce, EmailModel letter) = await new Mailbox(host).RequestCodeAsync(api);
        await api.RequestResetAsync();
        string reset = await new Mailbox(host).LatestTokenAsync(EmailKind.ResetPassword);

        meeting.Expect(2);
        Answer[] answers = await Task.WhenAll(api.ConfirmLoginCodeAsync(nonce, letter.Code!), api.ConfirmResetAsync(reset));

        Assert.That(answers.Count(answer => answer.Status is 200 or 204), Is.EqualTo(1), string.Join('\n', answers.Select(answer => answer.ToString())));
        Assert.That(answers.Count(answer => answer.Status == 400), Is.EqualTo(1));
        Assert.That((await api.RefreshAsync(attacker.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    // With the setting off, an account can be given any address at once.
    [Test]
    public async Task Undo_WhenTheOwnerProvesTheAddressAtOnce_OneSucceeds()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "false")) { Register = meeting.Register };
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync(Own, "mallory");
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        string undo = await mailbox.TokenAsync(EmailKind.EmailChanged, Own);
        await api.RequestResetAsync();
        string reset = await mailbox.TokenAsync(EmailKind.ResetPassword);

        meeting.Expect(2);
        Answer[] answers = await Task.WhenAll(api.UndoEmailChangeAsync(undo), api.ConfirmResetAsync(reset));

        Assert.That(answers.Select(answer => answer.ToString()).Order(), Is.EqualTo(new[] { "204", BadLink }));
        Assert.That((await api.RefreshAsync(attacker.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Refresh_WhenTheOwnerProvesTheAddressAtOnce_LeavesNoUsableToken()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens[] attackers = [await api.RegisterAndLogInAsync(), await api.OpenSessionAsync(), await api.OpenSessionAsync()];
        (string nonce, EmailModel letter) = await new Mailbox(host).RequestCodeAsync(api);

        Task<Answer>[] refreshes = [.. attackers.Select(session => api.RefreshAsync(session.Refresh))];
        Answer owner = await api.ConfirmLoginCodeAsync(nonce, letter.Code!);
        Answer[] refreshed = await Task.WhenAll(refreshes);

        Assert.That(owner.Status, Is.EqualTo(200));
        foreach (Answer answer in refreshed.Where(answer => answer.Status == 200))
        {
            ClientTokens successor = ClientTokens.From(answer.Json);
            Assert.That((await api.RefreshAsync(successor.Refresh)).Status, Is.EqualTo(401));
            Assert.That((await api.GetProfileAsync(successor.Access)).Status, Is.EqualTo(401));
        }
    }
}
