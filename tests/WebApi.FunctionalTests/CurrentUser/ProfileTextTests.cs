using System.Text;
using System.Text.Json;

namespace CleanAuth.WebApi.FunctionalTests.CurrentUser;

/// <summary>Text is returned unchanged and is never interpreted as SQL or markup.</summary>
internal sealed class ProfileTextTests
{
    // The number of six-byte escapes that fit into a body.
    private const int ChunkSize = 10_000;

    // The parser refuses the first, and normalisation refuses the second.
    private static readonly char[] Refused = ['\0', '\uFFFE'];

    [Test]
    public async Task UpdateCurrentUser_WhenTheBioHasEveryCharacter_ReturnsThemUnchanged()
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        char[] all = [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(code => !char.IsSurrogate(code) && !Refused.Contains(code))];

        foreach (char[] chunk in all.Chunk(ChunkSize))
        {
            string bio = $"x{new string(chunk)}</script>x";
            StringBuilder escaped = new();
            foreach (char character in bio)
            {
                escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }

            ApiResponse response = await api.UpdateProfileAsync(session.Access, $$"""{"bio":"{{escaped}}"}""");

            Assert.That(response.Status, Is.EqualTo(200));
            Assert.That((string?)response.Json["user"]!["bio"], Is.EqualTo(bio));
            Assert.That(response.Body, Does.Not.Contain("<").And.Not.Contain(">").And.Not.Contain("'"), "It could end a script.");
        }
    }

    [TestCase("%2565")]
    [TestCase(@"\u0061")]
    [TestCase("&lt;b&gt;")]
    [TestCase("=1+1")]
    public async Task UpdateCurrentUser_WhenTextLooksEncoded_IsNotDecodedAgain(string text)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        await api.UpdateProfileAsync(session.Access, JsonSerializer.Serialize(new { bio = text, full_name = text, username = text }));

        ApiResponse response = await api.GetProfileAsync(session.Access);
        string?[] kept = [.. new[] { "bio", "full_name", "username" }.Select(member => (string?)response.Json["user"]![member])];
        Assert.That(kept, Is.All.EqualTo(text));
    }

    [TestCase("'; DROP TABLE \"Users\"; --")]
    [TestCase("' OR '1'='1")]
    [TestCase("%_[a-z]\\")]
    public async Task AnyText_WhenItLooksLikeSql_IsStoredAsText(string text)
    {
        using CleanAuthHost host = new();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        ApiResponse changed = await api.UpdateProfileAsync(
            session.Access,
            JsonSerializer.Serialize(new { username = text, bio = text, full_name = text }));
        ApiResponse loggedIn = await api.LogInAsync(text, text);

        Assert.That((changed.Status, loggedIn.Status), Is.EqualTo((200, 400)));
        Assert.That((string?)changed.Json["user"]!["username"], Is.EqualTo(text));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }
}
