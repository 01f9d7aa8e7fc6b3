using System.Text;
using System.Text.Json.Nodes;
using CleanAuth.Application.Errors;
using CleanAuth.Infrastructure.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens;

/// <summary>Thousands of damaged tokens, the same ones in each run.</summary>
internal sealed class MutatedTokenTests
{
    private const string Characters = "AZaz09-_.=+/ \n\0\"{}\\é☃";

    private static readonly string[] UnusualValues =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "99999999999999999999", "9223372036854775807", "-9223372036854775808",
        "253402300799", "253402300800", // the last second of DateTime, and the next
        "\"\"", "\"x\"", "\"1772687167\"", "[]", "[null]", "[1]", "[[]]", "{}", "{\"a\":1}",
    ];

    private Random random = null!;

    [SetUp]
    public void ResetRandom() => random = new Random(20260304);

    [Test]
    public async Task Verify_WhenATokenIsDamaged_RefusesIt([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm, clockSkew: TimeSpan.FromMinutes(5));
        string valid = kit.Refresh;
        List<string> wrong = [];

        for (int round = 0; round < 2_000; round++)
        {
            string token = Damage(valid, Characters);
            string outcome = await VerifyAsync(kit, token);
            if (outcome != (token == valid ? "accepted" : "refused"))
            {
                wrong.Add($"{outcome}: {token}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    // A service that shares the secret of HS256 may sign unforeseen tokens.
    [Test]
    public async Task Verify_WhenUnusualClaimsHaveAValidSignature_ThrowsOnlyTokenNotValid([Values] JwtAlgorithm algorithm)
    {
        using TokenKit kit = new(algorithm, clockSkew: TimeSpan.FromMinutes(5));
        string header = TokenKit.Header(kit.Refresh).ToJsonString();
        string payload = TokenKit.Payload(kit.Refresh).ToJsonString();
        List<string> outcomes = [];

        for (int round = 0; round < 2_000; round++)
        {
            outcomes.Add(await VerifyAsync(kit, kit.Sign(header, Damage(payload, "019.eE-+\"{}[],:tfn\\u\u00e9"))));
        }

        Assert.That(outcomes, Has.Some.EqualTo("accepted").And.Some.EqualTo("refused"));
        Assert.That(outcomes.Distinct(), Is.SubsetOf(["accepted", "refused"]));
    }

    [Test]
    public async Task Verify_WhenAClaimHasAnotherType_ThrowsOnlyTokenNotValid(
        [Values("token_type", "exp", "iat", "nbf", "jti", "user_id", "iss", "aud", "sub", "sid")] string name,
        [ValueSource(nameof(UnusualValues))] string value)
    {
        using TokenKit kit = new(clockSkew: TimeSpan.FromMinutes(5));
        string token = kit.Forge(payload: claims => claims[name] = JsonNode.Parse(value));

        string outcome = await VerifyAsync(kit, token);

        Assert.That(outcome, Is.EqualTo("accepted").Or.EqualTo("refused"));
    }

    private static async Task<string> VerifyAsync(TokenKit kit, string token)
    {
        try
        {
            await kit.Verifier.VerifyAsync(token);
            return "accepted";
        }
        catch (Exception refusal) when (refusal is TokenNotValidException or AccountUnavailableException)
        {
            return "refused";
        }
        catch (Exception failure)
        {
            return $"{failure.GetType().Name} {failure.Message}";
        }
    }

    private string Damage(string text, string characters)
    {
        StringBuilder damaged = new(text);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int position = random.Next(damaged.Length);
            char character = characters[random.Next(characters.Length)];
            int length = Math.Min(random.Next(1, 12), damaged.Length - position);
            switch (random.Next(6))
            {
                case 0:
                    damaged[position] = character;
                    break;
                case 1:
                    damaged.Insert(position, character);
                    break;
                case 2:
                    damaged.Remove(position, length);
                    break;
                case 3:
                    damaged.Insert(position, damaged.ToString(position, length));
                    break;
                case 4:
                    int other = random.Next(damaged.Length);
                    (damaged[position], damaged[other]) = (damaged[other], damaged[position]);
                    break;
                default:
                    damaged.Append(character);
                    break;
            }
        }

        return damaged.ToString();
    }
}
