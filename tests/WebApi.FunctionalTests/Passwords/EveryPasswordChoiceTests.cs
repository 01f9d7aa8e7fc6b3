using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Passwords;

/// <summary>
/// ASVS 5.0, 6.2.1, 6.2.4, 6.2.11 and 6.2.12: the rules apply to every way to choose a password, not only to registration.
/// </summary>
internal sealed class EveryPasswordChoiceTests
{
    private const string BreachedPassword = "gravel comet harbor sleeve";

    private static readonly (string Password, string Objection)[] Refused =
    [
        ("seven77", "Ensure this field has at least 8 characters."),
        ("Password1", "This password is too common."),
        ("CleanAuth!1", "The password is too similar to the name of this service."),
        (BreachedPassword, "This password has appeared in a data breach."),
    ];

    [TestCaseSource(typeof(PasswordChoice), nameof(PasswordChoice.All))]
    public async Task EveryPasswordChoice_WhenThePasswordBreaksARule_IsRefused(PasswordChoice choice)
    {
        await using BreachServiceStandIn breaches = await BreachServiceStandIn.StartWithBreachedPasswordAsync(BreachedPassword, count: 1);
        using CleanAuthHost host = new(breaches.Settings);
        using Api api = new(host.Connect());
        PasswordChoice.Scene scene = await PasswordChoice.Scene.SetAsync(host, api);
        string[] before = await HashesAsync(host);

        foreach ((string password, string message) in Refused)
        {
            Assert.That(await choice.ChooseAsync(scene, password), Does.StartWith("400 ").And.Contain(message), password);
        }

        Assert.That(await HashesAsync(host), Is.EqualTo(before));
    }

    [TestCaseSource(typeof(PasswordChoice), nameof(PasswordChoice.All))]
    public async Task EveryPasswordChoice_WhenThePasswordIsValid_IsAccepted(PasswordChoice choice)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        PasswordChoice.Scene scene = await PasswordChoice.Scene.SetAsync(host, api);
        string[] before = await HashesAsync(host);

        await choice.ChooseAsync(scene, TestData.NewPassword);

        Assert.That((await HashesAsync(host)).Except(before).Count(), Is.EqualTo(1));
    }

    private static Task<string[]> HashesAsync(CleanAuthHost host) =>
        host.QueryAsync(context => context.Users.OrderBy(user => user.Id).Select(user => user.PasswordHash).ToArrayAsync());
}
