using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Infrastructure.Passwords;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Infrastructure.IntegrationTests.Passwords;

internal sealed class PasswordHasherTests
{
    private const string Password = "correct horse";

    [Test]
    public async Task Verify_WhenThePasswordIsRight_ReturnsRight()
    {
        string hash = await HashAsync(Password);

        PasswordVerificationResult result = await VerifyAsync(Password, hash);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Success));
    }

    [TestCase("correct horse ")]
    [TestCase("Correct horse")]
    [TestCase("correct hors")]
    [TestCase("")]
    public async Task Verify_WhenThePasswordIsWrong_ReturnsWrong(string password)
    {
        string hash = await HashAsync(Password);

        PasswordVerificationResult result = await VerifyAsync(password, hash);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Failed));
    }

    // Django stores an exclamation mark and random characters for an account without a password.
    [TestCase("!", "!")]
    [TestCase("!", Password)]
    [TestCase("!aB3dE5gH7jK9mN1pQ3sT5vW7yZ9", Password)]
    public async Task Verify_WhenTheAccountHasNoPassword_ReturnsWrong(string stored, string password)
    {
        PasswordVerificationResult result = await VerifyAsync(password, stored);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Failed));
    }

    [Test]
    public async Task Hash_WhenCalledTwice_SaltsEachTime()
    {
        string[] hashes = [await HashAsync(Password), await HashAsync(Password)];

        Assert.That(hashes, Is.Unique);
    }

    [TestCase(4, 5, PasswordVerificationResult.SuccessRehashNeeded)]
    [TestCase(5, 5, PasswordVerificationResult.Success)]
    [TestCase(5, 4, PasswordVerificationResult.Success)]
    public async Task Verify_WhenTheWorkFactorChanged_ReturnsOutdatedOnlyIfItRose(int then, int now, PasswordVerificationResult expected)
    {
        string hash = await HashAsync(Password, workFactor: then);

        PasswordVerificationResult result = await VerifyAsync(Password, hash, workFactor: now);

        Assert.That(result, Is.EqualTo(expected));
    }

    [Test]
    public async Task Verify_WhenTheWorkFactorRose_StillRefusesAWrongPassword()
    {
        string hash = await HashAsync(Password, workFactor: 4);

        PasswordVerificationResult result = await VerifyAsync("wrong", hash, workFactor: 5);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Failed));
    }

    // Plain bcrypt ignores everything after 72 bytes, and many implementations ignore everything after a NUL.
    [TestCase(72, '\0')]
    [TestCase(72, 'a')]
    [TestCase(100, 'a')]
    [TestCase(1, '\0')]
    public async Task Verify_WhenPasswordsDifferOnlyAfterByte72_ReturnsWrong(int length, char separator)
    {
        string start = new string('x', length) + separator;
        string hash = await HashAsync(start + "1");

        PasswordVerificationResult[] results = [await VerifyAsync(start + "1", hash), await VerifyAsync(start + "2", hash)];

        Assert.That(results, Is.EqualTo([PasswordVerificationResult.Success, PasswordVerificationResult.Failed]));
    }

    [Test]
    public async Task Verify_WhenThePasswordHasAnotherUnicodeNormalForm_ReturnsRight(
        [Values] NormalizationForm stored,
        [Values] NormalizationForm typed)
    {
        const string Accented = "Ångström ﬁne";
        string hash = await HashAsync(Accented.Normalize(stored));

        PasswordVerificationResult result = await VerifyAsync(Accented.Normalize(typed), hash);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Success));
    }

    [Test]
    public async Task Verify_WhenTheHashIsDjangos_ReturnsRightButOutdated()
    {
        const string Hash = "pbkdf2_sha256$1000$s4lt$Wf+CmjBuYPFc9KIy4yYp/nJ1RjsvJGmXv8LTPSyzxqQ=";

        PasswordVerificationResult[] results = [await VerifyAsync(Password, Hash), await VerifyAsync("wrong", Hash)];

        Assert.That(results, Is.EqualTo([PasswordVerificationResult.SuccessRehashNeeded, PasswordVerificationResult.Failed]));
    }

    [TestCase("")]
    [TestCase("!")]
    [TestCase("correct horse")]
    [TestCase("argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA")]
    [TestCase("pbkdf2_sha1$1000$s4lt$Wf+CmjBuYPFc9KIy4yYp/nJ1RjsvJGmXv8LTPSyzxqQ=")]
    [TestCase("$")]
    [TestCase("$2")]
    [TestCase("$2a$")]
    [TestCase("$2a$04")]
    [TestCase("$2a$04$")]
    [TestCase("$2a$xx$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("$2a$17$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("$2a$31$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("$2a$99$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("$2a$04$abcdefghijklmnopqrstuu")]
    [TestCase("$2a$04$abcdefghijklmnopqrstuuIjYjYj")]
    [TestCase("$2a$04$abc!efghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("$2a$04$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjYjunk")]
    [TestCase("$2z$04$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("$2a$04$☃bcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    public async Task Verify_WhenTheHashHasAnUnknownFormat_ReturnsWrong(string hash)
    {
        PasswordVerificationResult result = await VerifyAsync(Password, hash);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Failed));
    }

    [Test]
    public async Task Verify_WhenABcryptHashIsDamaged_NeverThrows()
    {
        string hash = await HashAsync(Password);
        List<PasswordVerificationResult> results = [];

        for (int length = 0; length < hash.Length; length++)
        {
            results.Add(await VerifyAsync(Password, hash[..length]));
            results.Add(await VerifyAsync(Password, hash[length..][1..]));
        }

        Assert.That(results, Has.Count.EqualTo(120).And.All.EqualTo(PasswordVerificationResult.Failed));
    }

    [TestCase("")]
    [TestCase(Password)]
    public async Task Verify_WhenThereIsNoHash_ReturnsWrong(string password)
    {
        PasswordVerificationResult result = await VerifyAsync(password, hash: null);

        Assert.That(result, Is.EqualTo(PasswordVerificationResult.Failed));
    }

    // The time of a refusal must not depend on the hash: none, a weaker, a foreign, or a malformed one.
    [TestCase(null)]
    [TestCase("$2a$04$abcdefghijklmnopqrstuuIjYjYjYjYjYjYjYjYjYjYjYjYjYjYjY")]
    [TestCase("pbkdf2_sha256$1$s4lt$VDuM2ejpdn+jxZXNT5dYrY5dUgrHEou2+ivvxf0MzZU=")]
    [TestCase("!unusable")]
    public async Task Verify_WhenThePasswordIsWrong_CostsWhatTheWorkFactorDemands(string? hash)
    {
        TimeSpan little = await FastestAsync(hash: null, workFactor: 4, runs: 50);
        TimeSpan much = await FastestAsync(hash, workFactor: 11, runs: 5);

        // The cost differs by a factor of 128, so compare only the order of magnitude of the fastest runs.
        Assert.That(much, Is.GreaterThan(8 * little));
    }

    [Test]
    public async Task Verify_WhenThePermitWasReleased_Throws()
    {
        using HashingLimiter limiter = new(new PasswordOptions());
        PasswordHasher hasher = NewHasher(limiter, workFactor: 4);
        HashingPermit permit = await hasher.AcquireAsync(default);
        permit.Dispose();

        Assert.ThrowsAsync<ObjectDisposedException>(async () => await hasher.VerifyAsync(permit, Password, hash: null, default));
    }

    [Test]
    public async Task HashAndVerify_WhenCalled_RunOnHashingThreads()
    {
        ConcurrentBag<string?> threads = [];
        AsyncLocal<string> observed = new(_ => threads.Add(Thread.CurrentThread.Name));
        observed.Value = "observed";

        string hash = await HashAsync(Password);
        string?[] hashing = [.. threads];
        threads.Clear();
        await VerifyAsync(Password, hash);

        Assert.That(hashing, Does.Contain("Hashing"));
        Assert.That(threads, Does.Contain("Hashing"));
    }

    private static async Task<TimeSpan> FastestAsync(string? hash, int workFactor, int runs)
    {
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            await VerifyAsync("wrong", hash, workFactor);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            fastest = elapsed < fastest ? elapsed : fastest;
        }

        return fastest;
    }

    private static async Task<string> HashAsync(string password, int workFactor = 4)
    {
        using HashingLimiter limiter = new(new PasswordOptions());
        return await NewHasher(limiter, workFactor).HashAsync(password, default);
    }

    private static async Task<PasswordVerificationResult> VerifyAsync(string password, string? hash, int workFactor = 4)
    {
        using HashingLimiter limiter = new(new PasswordOptions());
        PasswordHasher hasher = NewHasher(limiter, workFactor);
        using HashingPermit permit = await hasher.AcquireAsync(default);
        return await hasher.VerifyAsync(permit, password, hash, default);
    }

    private static PasswordHasher NewHasher(HashingLimiter limiter, int workFactor)
    {
        PasswordOptions options = new() { WorkFactor = workFactor };
        return new PasswordHasher(limiter, options, new DecoyHashing(options), NullLogger<PasswordHasher>.Instance);
    }
}
