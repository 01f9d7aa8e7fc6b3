using System.Text.RegularExpressions;
using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;

namespace CleanAuth.WebApi.FunctionalTests.Registration;

/// <summary>If addresses must be verified, a registration does not reveal which addresses have an account.</summary>
internal sealed partial class RegistrationEnumerationTests
{
    private const string UsernameTaken = """400 {"errors":{"username":["user with this username already exists."]}}""";

    [Test]
    public async Task Register_WhenTheAddressIsTaken_RespondsAsIfItWereFree()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await api.RegisterAsync();

        ApiResponse free = await api.RegisterAsync("eve@EXAMPLE.com", "eve1");
        ApiResponse taken = await api.RegisterAsync("ada@EXAMPLE.com", "eve2");

        Assert.That(free.Status, Is.EqualTo(201));
        Assert.That(ResponseWithoutNames(taken), Is.EqualTo(ResponseWithoutNames(free)));
    }

    // If the first attempt stored nothing, the second would reveal that the address is taken.
    [Test]
    public async Task Register_WhenTheUsernameIsSentTwice_IsRefusedWhetherTheAddressIsTakenOrNot()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        await api.RegisterAsync();
        await api.RegisterAsync("free@example.com", "eve1");
        await api.RegisterAsync(TestData.Email, "eve2");

        ApiResponse[] again =
        [
            await api.RegisterAsync("free@example.com", "eve1"),
            await api.RegisterAsync(TestData.Email, "eve2"),
            await api.RegisterAsync("other@example.com", "EVE2"),
        ];

        Assert.That(again.Select(response => response.ToString()), Is.All.EqualTo(UsernameTaken));
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

        EmailModel email = (await mailbox.ReadAsync()).Last();
        Assert.That((email.Kind, email.Username), Is.EqualTo((EmailKind.AddressInUse, TestData.Username)));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync(password: TestData.NewPassword)).Status, Is.EqualTo(400));
        Assert.That(
            (await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.AddressInUse))).Status,
            Is.EqualTo(204),
            "An owner who forgot the account can reset its password there.");
    }

    // A stranger registered the address first, and waits for its owner to verify it.
    [Test]
    public async Task Register_WhenTheAddressIsTakenButUnverified_LetsTheReaderOfTheMailboxChooseThePassword()
    {
        using CleanAuthHost host = new(CleanAuthHost.RequiringVerification);
        using Api api = new(host.Connect());
        Mailbox mailbox = new(host);
        await api.RegisterAsync();
        await api.RegisterAsync(TestData.Email, "eve", "gravel comet harbor sleeve");

        ApiResponse chosen = await api.ConfirmResetAsync(await mailbox.TokenAsync(EmailKind.AddressInUse));

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

        ApiResponse[] responses = await Task.WhenAll(
            Enumerable.Range(10, 20).Select(number => api.RegisterAsync(TestData.Email, $"eve{number}")));

        Assert.That(responses.Select(ResponseWithoutNames).Distinct(), Has.Exactly(1).Items, responses[0].ToString());
        Assert.That(responses[0].Status, Is.EqualTo(201));
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

        ApiResponse response = await api.RegisterAsync(TestData.Email, "eve");

        Assert.That(response.ToString(), Is.EqualTo("""400 {"errors":{"email":["user with this email already exists."]}}"""));
    }

    private static string ResponseWithoutNames(ApiResponse response) => Names().Replace(response.Describe(), "");

    [GeneratedRegex("eve[0-9]+|(ada|eve)@example\\.com|Content-Length: [0-9]+")]
    private static partial Regex Names();
}
