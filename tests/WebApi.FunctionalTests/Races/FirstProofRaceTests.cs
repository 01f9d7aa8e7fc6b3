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
    private const string AttackerEmail = "mallory@example.com";

    private readonly RequestBarrier barrier = new();
    private readonly PausingHasher hasher = new();

    [Test]
    public async Task LogInByPassword_WhenTheOwnerProvesTheAddressMeanwhile_IsRefusedAndOpensNoSession()
    {
        using CleanAuthHost host = new(provider) { Register = hasher.Register };
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);

        Task<ApiResponse> attacker = api.LogInAsync();
        await hasher.Read;
        ApiResponse owner = await api.ConfirmLoginCodeAsync(nonce, email.Code!);
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

        Task<ApiResponse> verification = api.VerifyEmailAsync(token);
        await hasher.Read;
        await host.CommandAsync(new SetUserPasswordCommand(TestData.Email, TestData.NewPassword));
        hasher.Release();

        Assert.That((await verification).ToString(), Is.EqualTo(BadLink));
        Assert.That(await host.QueryAsync(context => context.Users.Select(user => user.EmailVerifiedAt).SingleAsync()), Is.Null);
    }

    [Test]
    public async Task FirstProofs_WhenTwoAreSentAtOnce_OneSucceeds()
    {
        using CleanAuthHost host = new(provider) { Register = barrier.Register };
        using Api api = new(host.Connect());
        ClientTokens attacker = await api.RegisterAndLogInAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);
        await api.RequestResetAsync();
        string reset = await new Mailbox(host).LatestTokenAsync(EmailKind.ResetPassword);

        barrier.Expect(2);
        ApiResponse[] responses = await Task.WhenAll(api.ConfirmLoginCodeAsync(nonce, email.Code!), api.ConfirmResetAsync(reset));

        Assert.That(
            responses.Count(response => response.Status is 200 or 204),
            Is.EqualTo(1),
            string.Join('\n', responses.Select(response => response.ToString())));
        Assert.That(responses.Count(response => response.Status == 400), Is.EqualTo(1));
        Assert.That((await api.RefreshAsync(attacker.Refresh)).Status, Is.EqualTo(401));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    // With the setting off, an account can be given any address at once.
    [Test]
    public async Task UndoEmailChange_WhenTheOwnerProvesTheAddressAtOnce_OneSucceeds()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "false")) { Register = barrier.Register };
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens attacker = await api.RegisterAndLogInAsync(AttackerEmail, "mallory");
        await api.UpdateProfileAsync(attacker.Access, $$"""{"email":"{{TestData.Email}}"}""");
        string undo = await mailbox.TokenAsync(EmailKind.EmailChanged, AttackerEmail);
        await api.RequestResetAsync();
        string reset = await mailbox.TokenAsync(EmailKind.ResetPassword);

        barrier.Expect(2);
        ApiResponse[] responses = await Task.WhenAll(api.UndoEmailChangeAsync(undo), api.ConfirmResetAsync(reset));

        Assert.That(responses.Select(response => response.ToString()).Order(), Is.EqualTo(new[] { "204", BadLink }));
        Assert.That((await api.RefreshAsync(attacker.Refresh)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task Refresh_WhenTheOwnerProvesTheAddressAtOnce_LeavesNoUsableToken()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        ClientTokens[] attackers = [await api.RegisterAndLogInAsync(), await api.OpenSessionAsync(), await api.OpenSessionAsync()];
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);

        Task<ApiResponse>[] refreshes = [.. attackers.Select(session => api.RefreshAsync(session.Refresh))];
        ApiResponse owner = await api.ConfirmLoginCodeAsync(nonce, email.Code!);
        ApiResponse[] refreshed = await Task.WhenAll(refreshes);

        Assert.That(owner.Status, Is.EqualTo(200));
        foreach (ApiResponse response in refreshed.Where(response => response.Status == 200))
        {
            ClientTokens successor = ClientTokens.From(response.Json);
            Assert.That((await api.RefreshAsync(successor.Refresh)).Status, Is.EqualTo(401));
            Assert.That((await api.GetProfileAsync(successor.Access)).Status, Is.EqualTo(401));
        }
    }
}
