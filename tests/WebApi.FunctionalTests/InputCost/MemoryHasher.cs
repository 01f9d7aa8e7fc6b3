using CleanAuth.Application.Abstractions.Passwords;

namespace CleanAuth.WebApi.FunctionalTests.InputCost;

/// <summary>
/// Hashes at no cost, so that a test measures only the rest of the request. Only the password of the test data is correct.
/// </summary>
internal sealed class MemoryHasher : IPasswordHasher
{
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) => Task.FromResult("hash");

    public Task<HashingPermit> AcquireAsync(CancellationToken cancellationToken) => Task.FromResult(new HashingPermit(Stream.Null));

    public Task<PasswordVerificationResult> VerifyAsync(
        HashingPermit permit,
        string password,
        string? hash,
        CancellationToken cancellationToken) =>
        Task.FromResult(
            hash is not null && password == TestData.Password ? PasswordVerificationResult.Success : PasswordVerificationResult.Failed);
}
