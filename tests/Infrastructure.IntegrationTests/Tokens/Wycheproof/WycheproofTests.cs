using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CleanAuth.Infrastructure.Tokens;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.Infrastructure.IntegrationTests.Tokens.Wycheproof;

/// <summary>
/// The JWS and JWK vectors of the Wycheproof project (Apache-2.0, unchanged). They test the step that verifies signatures; their
/// payloads are ignored, because most are not JSON.
/// </summary>
internal sealed class WycheproofTests
{
    private static readonly WycheproofVector[] Vectors = WycheproofVector.ReadAll();

    private static IEnumerable<TestCaseData> Applicable =>
        from vector in Vectors
        where vector.Inapplicable is null
        select new TestCaseData(vector).SetName($"Verify_Wycheproof {vector}");

    [TestCaseSource(nameof(Applicable))]
    public void Verify_WhenGivenAWycheproofVector_BehavesAsAStrictVerifier(object vector)
    {
        WycheproofVector typed = (WycheproofVector)vector;

        bool isAccepted = IsAccepted(typed);

        Assert.That(isAccepted, Is.EqualTo(typed.IsValid));
    }

    // If files were missing or all keys were skipped, the tests above would disappear silently.
    [Test]
    public void Vectors_WhenRead_AreAllRunOrSkippedForAReason()
    {
        WycheproofVector[] run = [.. Vectors.Where(vector => vector.Inapplicable is null)];

        foreach (IGrouping<string, WycheproofVector> skipped in Vectors.Except(run).GroupBy(vector => vector.Inapplicable!))
        {
            TestContext.Progress.WriteLine($"Wycheproof: {skipped.Count()} skipped: {skipped.Key}.");
        }

        TestContext.Progress.WriteLine(
            $"Wycheproof: {run.Length} of {Vectors.Length} run, {run.Count(vector => vector.IsValid)} of them valid.");
        Assert.That(Vectors, Has.Length.EqualTo(427));
        Assert.That((run.Length, run.Count(vector => vector.IsValid)), Is.EqualTo((84, 12)));
    }

    private static bool IsAccepted(WycheproofVector vector)
    {
        List<RingKey> keys = [];
        try
        {
            keys.AddRange(vector.Keys.Select(key => KeyOf(vector, key)));
        }
        catch (Exception exception) when (exception is ValidationException or CryptographicException)
        {
            // The service refuses to start with such a key.
            return false;
        }

        FakeTimeProvider clock = new(TestData.Now);
        SigningKeyRing ring = new(clock);
        ring.Replace(keys);
        JwtOptions options = new() { Algorithm = Enum.Parse<JwtAlgorithm>(ring.Current.Algorithm), Issuer = "i", Audience = "a" };
        using AccessTokenCache cache = new(clock);
        return CompactJws.TryRead(vector.Jws, out CompactJws? jws) && new JwtVerifier(ring, options, clock, cache).SignersOf(jws).Any();
    }

    private static RingKey KeyOf(WycheproofVector vector, JsonObject key)
    {
        string algorithm = WycheproofVector.AlgorithmOf(key)!;
        SecurityKey securityKey = algorithm == "HS256"
            ? new SymmetricSecurityKey(Secret(vector, key))
            : new ECDsaSecurityKey(PublicKey(key));
        securityKey.KeyId = (string?)key["kid"];
        return new RingKey(new SigningCredentials(securityKey, algorithm), DateTimeOffset.MinValue);
    }

    // Validate only the secrets of the vectors about keys: the all-zero secret of the signature vectors is refused as a setting.
    private static byte[] Secret(WycheproofVector vector, JsonObject key)
    {
        byte[] secret = Bytes(key, "k");
        JwtOptions options = new() { Algorithm = JwtAlgorithm.HS256, SigningKey = Encoding.Latin1.GetString(secret) };
        return vector.IsAboutKeys && options.Validate(new ValidationContext(options)).Any()
            ? throw new ValidationException("The key is too weak.")
            : secret;
    }

    private static ECDsa PublicKey(JsonObject key) => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.CreateFromFriendlyName(((string)key["crv"]!).Replace("P-", "nistP", StringComparison.Ordinal)),
        Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") },
    });

    private static byte[] Bytes(JsonObject key, string member) => Base64Url.DecodeFromChars((string)key[member]!);
}
