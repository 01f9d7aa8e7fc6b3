using System.Text.RegularExpressions;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;

namespace CleanAuth.WebApi.FunctionalTests.Registration;

/// <summary>Where addresses must be verified, nobody learns by registering who has an account.</summary>
internal sealed partial class RegistrationEnumerationTests
{
    private const string UsernameTaken = """400 {"errors":{"username":["user with this username already exists."]}}""";

    [Test]
    public async Task Register_WhenTheAddressIsTaken_RespondsAsIfItWereFree()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        Answer free = await api.RegisterAsync("eve@EXAMPLE.com", "eve1");
        Answer taken = await api.RegisterAsync("ada@EXAMPLE.com", "eve2");

        Assert.That(free.Status, Is.EqualTo(201));
        Assert.That(ResponseWithoutNames(taken), Is.EqualTo(ResponseWithoutNames(free)));
    }

    // The second try would tell, if the first had stored nothing.
    [Test]
    public async Task Register_WhenTheUsernameIsSentTwice_IsRefusedWhetherTheAddressIsTakenOrNot()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.RegisterAsync("free@example.com", "eve1");
        await api.RegisterAsync(TestData.Email, "eve2");

        Answer[] again =
        [
            await api.RegisterAsync("free@example.com", "eve1"),
            await api.RegisterAsync(TestData.Email, "eve2"),
            await api.RegisterAsync("other@example.com", "EVE2"),
        ];

        Assert.That(again.Select(answer => answer.ToString()), Is.All.EqualTo(UsernameTaken));
    }

    [Test]
    public async Task Register_WhenTheAddressIsTaken_NotifiesItsOwnerAndDoesNotChangeTheAccount()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();
        await api.VerifyEmailAsync(await mailbox.TokenAsync(EmailKind.VerifyEmail));

        await api.RegisterAsync(TestData.Email, "eve", TestData.NewPassword);

        EmailModel letter = (await mailbox.ReadAsync()).Last();
        Assert.That((letter.Kind, letter.Username), Is.EqualTo((EmailKind.AddressInUse, TestData.Username)));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(400));
        Assert.That(
            (await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.AddressInUse))).Status,
            Is.EqualTo(204),
            "Whoever has forgotten that they have an account can go on from there.");
    }

    // A stranger registered it first, and waits for its owner to verify it.
    [Test]
    public async Task Register_WhenTheAddressIsTakenButUnverified_LetsTheReaderOfTheMailboxChooseThePassword()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();
        await api.RegisterAsync(TestData.Email, "eve", "gravel comet harbor sleeve");

        Answer chosen = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.AddressInUse));

        Assert.That(chosen.Status, Is.EqualTo(204));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
        Assert.That((await api.LogInAsync(password: "gravel comet harbor sleeve")).Status, Is.EqualTo(400));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Register_WhenManyWantOneAddressAtOnce_RespondsTheSameToAllAndAcceptsOne()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());

        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(10, 20).Select(number => api.RegisterAsync(TestData.Email, $"eve{number}")));

        Assert.That(answers.Select(ResponseWithoutNames).Distinct(), Has.Exactly(1).Items, answers[0].ToString());
        Assert.That(answers[0].Status, Is.EqualTo(201));
        string stored = await host.SnapshotAsync();
        Assert.That(Regex.Count(stored, "\"NormalizedEmail\":\"ADA@EXAMPLE\\.COM\""), Is.EqualTo(1));
        Assert.That(Regex.Count(stored, "@decoy\\.invalid"), Is.EqualTo(19));
    }

    [Test]
    public async Task Register_WhenNothingIsConfigured_ReturnsThatTheAddressIsTaken()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        Answer answer = await api.RegisterAsync(TestData.Email, "eve");

        Assert.That(answer.ToString(), Is.EqualTo("""400 {"errors":{"email":["user with this email already exists."]}}"""));
    }

    private static string ResponseWithoutNames(Answer answer) => Names().Replace(answer.Describe(), "");

    [GeneratedRegex("eve[0-9]+|(ada|eve)@example\\.com|Content-Length: [0-9]+")]
    private static partial Regex Names();
}
