using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.WebApi.FunctionalTests.Support;

namespace CleanAuth.WebApi.FunctionalTests.TextCost;

/// <summary>Hashes without work, so that only the rest is measured: the one password that is right is the tests' own.</summary>
internal sealed class MemoryHasher : IPasswordHasher
{
    public Task<string> HashAsync(string password, CancellationToken cancellationToken) => Task.FromResult("hash");

    public async Task<PasswordVerdict> VerifyAsync(
        string password,
        Func<CancellationToken, Task<string?>> readHash,
        CancellationToken cancellationToken) =>
        await readHash(cancellationToken) is not null && password == TestData.Password ? PasswordVerdict.Right : PasswordVerdict.Wrong;
}
