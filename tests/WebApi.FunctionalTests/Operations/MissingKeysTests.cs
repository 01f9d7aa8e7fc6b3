using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>The folder of the Data Protection keys is lost, and there is no backup.</summary>
internal sealed class MissingKeysTests
{
    private static readonly (string Name, string Value) AnyHost = ("AllowedHosts", "*");

    [Test]
    public async Task Serve_WhenTheKeysAreLost_NamesTheCure()
    {
        using Executable executable = new();
        string keys = Path.Combine(executable.Folder, "keys");
        string access = "";
        await executable.ServeAsync(async address =>
        {
            using Api api = new(new HttpClient { BaseAddress = address });
            access = (await api.RegisterAndLogInAsync()).Access;
        }, AnyHost);
        await executable.RunAsync("rotate-keys");
        Directory.Delete(keys, recursive: true);

        CommandResult refused = await executable.RunAsync("");
        string[] cures = [.. Regex.Matches(refused.Error, "`(rotate-keys --revoke [^`]+)`").Select(match => match.Groups[1].Value)];
        List<CommandResult> cured = [];
        foreach (string cure in cures)
        {
            cured.Add(await executable.RunAsync(cure));
        }

        int[] statuses = [];
        await executable.ServeAsync(async address =>
        {
            using Api api = new(new HttpClient { BaseAddress = address });
            ClientTokens session = await api.OpenSessionAsync();
            statuses = [(await api.GetProfileAsync(access)).Status, (await api.GetProfileAsync(session.Access)).Status];
        }, AnyHost);
        Assert.That((refused.ExitCode, refused.Error.Trim().Split('\n').Length), Is.EqualTo((1, 1)), refused.Error);
        Assert.That(refused.Error, Does.StartWith("The signing keys cannot be decrypted"));
        Assert.That(cures, Has.Length.EqualTo(2), "The current key and the next one.");
        Assert.That(cured.Select(result => result.ExitCode), Is.All.Zero, cured[0].All);
        Assert.That(statuses, Is.EqualTo(new[] { 401, 200 }));
    }
}
