using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Persistence;

namespace CleanAuth.WebApi.FunctionalTests.Races;

[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class LinkRaceTests(DatabaseProvider provider)
{
    private const int Rivals = 50;
    private const string BadLink = """400 {"errors":{"token":["The link is invalid or has expired."]}}""";

    [Test]
    public async Task ConfirmReset_WhenManyAreSentAtOnceOnTwoInstances_SetsThePasswordOfTheOneThatSucceeds()
    {
        using CleanAuthHost host = new(provider);
        using CleanAuthHost secondInstance = host.StartBeside();
        using Api api = new(host.Connect());
        using Api other = new(secondInstance.Connect());
        await api.RegisterAndLogInAsync();
        await api.RequestResetAsync();
        string token = await new Mailbox(host).TokenAsync(EmailKind.ResetPassword);

        ApiResponse[] responses = await Task.WhenAll(Enumerable
            .Range(0, Rivals)
            .Select(rival => (rival % 2 == 0 ? api : other).ConfirmResetAsync(token, $"{TestData.NewPassword} {rival}")));

        int winner = Array.FindIndex(responses, response => response.Status == 204);
        AssertOneWins(responses);
        Assert.That((await api.LogInAsync(password: $"{TestData.NewPassword} {winner}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task AnyOtherLink_WhenRedeemedByManyAtOnce_SucceedsOnce()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        ClientTokens session = await api.RegisterAndLogInAsync();
        await api.UpdateProfileAsync(session.Access, """{"email":"countess@example.com"}""");

        string verification = await mailbox.TokenAsync(EmailKind.VerifyEmail);
        AssertOneWins(await UseAsync(() => api.VerifyEmailAsync(verification)));
        string confirmation = await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, "countess@example.com");
        AssertOneWins(await UseAsync(() => api.ConfirmEmailChangeAsync(confirmation)));
        string undo = await mailbox.TokenAsync(EmailKind.EmailChanged);
        AssertOneWins(await UseAsync(() => api.UndoEmailChangeAsync(undo)));
    }

    // Only one of them gets the address.
    [Test]
    public async Task ConfirmEmailChange_WhenManyAccountsWantOneAddress_AcceptsOne()
    {
        using CleanAuthHost host = new(provider, ("Accounts:ConfirmEmailChange", "true"));
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        List<string> tokens = [];
        for (int rival = 0; rival < 8; rival++)
        {
            ClientTokens session = await api.RegisterAndLogInAsync($"user{rival}@example.com", $"user{rival}");
            await api.UpdateProfileAsync(session.Access, """{"email":"wanted@example.com"}""");
            tokens.Add(await mailbox.TokenAsync(EmailKind.ConfirmEmailChange, "wanted@example.com"));
        }

        AssertOneWins(await Task.WhenAll(tokens.Select(token => api.ConfirmEmailChangeAsync(token))));
    }

    private static Task<ApiResponse[]> UseAsync(Func<Task<ApiResponse>> use) =>
        Task.WhenAll(Enumerable.Range(0, Rivals).Select(_ => use()));

    private static void AssertOneWins(ApiResponse[] responses)
    {
        Assert.That(responses.Count(response => response.Status == 204), Is.EqualTo(1));
        Assert.That(responses.Where(response => response.Status != 204).Select(response => response.ToString()), Is.All.EqualTo(BadLink));
    }
}
