using CleanAuth.Infrastructure.Passwords;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

/// <summary>The known hashes were computed with Python's hashlib.pbkdf2_hmac, as Django computes them.</summary>
internal sealed class DjangoPasswordHashTests
{
    private const string Digest = "VDuM2ejpdn+jxZXNT5dYrY5dUgrHEou2+ivvxf0MzZU=";
    private const string Password = "correct horse";

    [TestCase(Password, $"pbkdf2_sha256$1$s4lt${Digest}")]
    [TestCase(Password, "pbkdf2_sha256$1000$s4lt$Wf+CmjBuYPFc9KIy4yYp/nJ1RjsvJGmXv8LTPSyzxqQ=")]
    [TestCase("pässwörd ☃ 🐎", "pbkdf2_sha256$150000$q3JzUvX1$3xwuLfvs9ERYJqUVk5vumINTzP3ZWD+uZDXR0DKZiQQ=")]
    [TestCase(Password, "pbkdf2_sha256$2000000$kZ9$jLhF2u/HGlK2Zpp50S82zAj2vnxtDmyqwHRZFNEnnrk=")]
    public void Verify_WhenThePasswordIsRight_Accepts(string password, string hash)
    {
        bool isRight = DjangoPasswordHash.Verify(password, hash, out _);

        Assert.That(isRight, Is.True);
        Assert.That(DjangoPasswordHash.Recognizes(hash), Is.True);
    }

    [TestCase("Correct horse", $"pbkdf2_sha256$1$s4lt${Digest}")]
    [TestCase("", $"pbkdf2_sha256$1$s4lt${Digest}")]
    [TestCase(Password, $"pbkdf2_sha256$2$s4lt${Digest}")]
    [TestCase(Password, $"pbkdf2_sha256$1$S4lt${Digest}")]
    public void Verify_WhenPasswordOrHashDiffers_ReturnsFalse(string password, string hash)
    {
        bool isRight = DjangoPasswordHash.Verify(password, hash, out _);

        Assert.That(isRight, Is.False);
    }

    // The hash matches the password, so only the limit of iterations can refuse it.
    [Test]
    public void Verify_WhenTheHashHasTooManyIterations_ReturnsFalse()
    {
        const string Hash = "pbkdf2_sha256$2000001$kZ9$WSJeH1ceX7wS7GoPNjNnlzdY/tlYj9JEhaTB2dAwwA8=";

        bool isRight = DjangoPasswordHash.Verify(Password, Hash, out _);

        Assert.That(isRight, Is.False);
    }

    [TestCase("")]
    [TestCase("pbkdf2_sha256$")]
    [TestCase("pbkdf2_sha256$1$s4lt")]
    [TestCase("pbkdf2_sha256$1$s4lt$")]
    [TestCase($"pbkdf2_sha256$1$${Digest}")]
    [TestCase($"pbkdf2_sha256$$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$0$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$-1$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$+1$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$ 1$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$1e0$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$99999999999999999999$s4lt${Digest}")]
    [TestCase($"pbkdf2_sha256$1$s4lt${Digest}$")]
    [TestCase($"pbkdf2_sha256$1$s4lt$more${Digest}")]
    [TestCase("pbkdf2_sha256$1$s4lt$not base64!")]
    [TestCase("pbkdf2_sha256$1$s4lt$c2hvcnQ=")]
    [TestCase($"pbkdf2_sha256$1$s4lt${Digest}{Digest}")]
    public void Verify_WhenTheHashIsMalformed_ReturnsFalseWithoutThrowing(string hash)
    {
        bool isRight = DjangoPasswordHash.Verify(Password, hash, out _);

        Assert.That(isRight, Is.False);
    }

    [TestCase("")]
    [TestCase("pbkdf2_sha256")]
    [TestCase("PBKDF2_SHA256$1$s4lt$")]
    [TestCase("pbkdf2_sha1$1$s4lt$")]
    [TestCase("$2a$04$abcdefghijklmnopqrstuu")]
    public void Recognizes_WhenTheHashHasAnotherFormat_ReturnsFalse(string hash)
    {
        bool isRecognized = DjangoPasswordHash.Recognizes(hash);

        Assert.That(isRecognized, Is.False);
    }
}
