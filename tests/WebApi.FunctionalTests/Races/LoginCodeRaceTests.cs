using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Login;
using CleanAuth.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Races;

[TestFixtureSource(typeof(ServiceStorage), nameof(ServiceStorage.Providers))]
internal sealed class LoginCodeRaceTests(DatabaseProvider provider)
{
    private const int Callers = 50;

    // Half send the code, as many as its attempt limit, the others the link of the same email.
    [TestCase(true)]
    [TestCase(false)]
    public async Task ConfirmLoginCode_WhenManySendTheCorrectCodeAtOnce_OpensOneSession(bool byLink)
    {
        using CleanAuthHost host = new(provider);
        using CleanAuthHost other = host.StartBeside();
        using Api one = new(host.Connect());
        using Api two = new(other.Connect());
        await one.RegisterAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(one);

        ApiResponse[] responses = await Task.WhenAll(
            Enumerable.Range(0, Callers).Select(caller => ConfirmAsync(caller % 2 == 0 ? one : two)));

        Assert.That(responses.Count(response => response.Status == 200), Is.EqualTo(1));
        Assert.That(responses.Count(response => response.Status == 400), Is.EqualTo(Callers - 1));
        Assert.That(await host.QueryAsync(context => context.Sessions.CountAsync()), Is.EqualTo(1));

        Task<ApiResponse> ConfirmAsync(Api api) => byLink
            ? api.ConfirmLoginLinkAsync(nonce, Mailbox.TokenOf(email))
            : api.ConfirmLoginCodeAsync(nonce, email.Code!);
    }

    [Test]
    public async Task ConfirmLoginCode_WhenManyGuessAtOnce_VerifiesNoMoreThanTheLimit()
    {
        using CleanAuthHost host = new(provider);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        (string nonce, EmailModel email) = await new Mailbox(host).RequestCodeAsync(api);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => api.ConfirmLoginCodeAsync(nonce, $"wrong {caller}")));

        ApiResponse right = await api.ConfirmLoginCodeAsync(nonce, email.Code!);
        Assert.That(right.Status, Is.EqualTo(400));
        Assert.That(
            await host.QueryAsync(context => context.LoginCodes.Select(code => code.Tries).SingleAsync()),
            Is.EqualTo(LoginCode.MaxAttempts));
    }
}
