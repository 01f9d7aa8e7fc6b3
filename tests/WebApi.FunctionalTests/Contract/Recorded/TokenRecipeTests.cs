using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Contract.Recorded;

/// <summary>A wrong recipe would make tokens that are refused for another reason, and no test would notice.</summary>
internal sealed class TokenRecipeTests
{
    private const string Key = "the key of the service under test";

    private static readonly string Issued = Jws.Sign(
        new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" },
        new JsonObject { ["exp"] = 300, ["jti"] = "1", ["user_id"] = "u" },
        Key);

    [TestCase("keep")]
    [TestCase("empty")]
    [TestCase("corrupt")]
    [TestCase("two-parts")]
    public void Make_WhenTheSignatureIsCorrupted_KeepsTheHeader(string sign)
    {
        TokenRecipe recipe = NewRecipe(sign);

        string[] parts = Make(recipe).Split('.');

        Assert.That(parts[0], Is.EqualTo(Issued.Split('.')[0]));
    }

    [TestCase("keep", 3)]
    [TestCase("empty", 3)]
    [TestCase("two-parts", 2)]
    public void Make_WhenTheSignatureIsKeptOrDropped_HasThreeOrTwoParts(string sign, int count)
    {
        TokenRecipe recipe = NewRecipe(sign);

        string[] parts = Make(recipe).Split('.');

        Assert.That(parts, Has.Length.EqualTo(count));
        Assert.That(parts.ElementAtOrDefault(2), Is.EqualTo(sign switch { "keep" => Issued.Split('.')[2], "empty" => "", _ => null }));
    }

    [Test]
    public void Make_WhenSignatureIsCorrupt_ChangesItsFirstCharacterOnly()
    {
        TokenRecipe recipe = NewRecipe("corrupt");

        string token = Make(recipe);

        int first = Issued.LastIndexOf('.') + 1;
        Assert.That(token.Remove(first, 1), Is.EqualTo(Issued.Remove(first, 1)));
        Assert.That(token[first], Is.Not.EqualTo(Issued[first]));
    }

    [Test]
    public void Make_WhenClaimsChange_SignsThemWithTheKeyOfTheService()
    {
        TokenRecipe recipe = NewRecipe("server") with
        {
            Set = new Dictionary<string, JsonNode> { ["exp"] = "now-10", ["user_id"] = "bob" },
            Drop = ["jti"],
            Header = new Dictionary<string, string> { ["alg"] = "HS512" },
        };

        string token = Make(recipe);

        string wanted = Jws.Sign(
            new JsonObject { ["alg"] = "HS512", ["typ"] = "JWT" },
            new JsonObject { ["exp"] = -10, ["user_id"] = "bob" },
            Key);
        Assert.That(token, Is.EqualTo(wanted));
    }

    [Test]
    public void Make_WhenSignedWithAnotherKey_DiffersOnlyInTheSignature()
    {
        TokenRecipe recipe = NewRecipe("other") with { Drop = ["jti"] };

        string token = Make(recipe);

        string[] wanted = Make(recipe with { Sign = "server" }).Split('.');
        Assert.That(token.Split('.')[..2], Is.EqualTo(wanted[..2]));
        Assert.That(token.Split('.')[2], Is.Not.EqualTo(wanted[2]).And.Length.EqualTo(wanted[2].Length));
    }

    [Test]
    public void Make_WhenUnsigned_HasAlgNoneInTheHeader()
    {
        TokenRecipe recipe = NewRecipe("none");

        string[] parts = Make(recipe).Split('.');

        Assert.That((string?)Jws.Decode(parts[0])["alg"], Is.EqualTo("none"));
        Assert.That(parts[2], Is.Empty);
    }

    private static TokenRecipe NewRecipe(string sign) => new() { From = "${issued}", Sign = sign };

    private static string Make(TokenRecipe recipe) =>
        recipe.Make(new Dictionary<string, string> { ["issued"] = Issued }, DateTimeOffset.UnixEpoch, Key);
}
