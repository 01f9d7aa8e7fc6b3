using System.ComponentModel.DataAnnotations;

namespace CleanAuth.Infrastructure.Passwords;

/// <summary>The section <c>Passwords</c>.</summary>
public sealed record PasswordOptions
{
    public const string Section = "Passwords";

    /// <summary>The binary logarithm of bcrypt's rounds; each step doubles the time. Older hashes are upgraded at login.</summary>
    [Range(4, 16, ErrorMessage = "Set Passwords:WorkFactor between 4 and 16; 11 is a good choice, below 10 is for tests.")]
    public int WorkFactor { get; init; } = 11;

    /// <summary>The limit of concurrent password hashing. 0 uses all processors, or all but one under a CPU quota.</summary>
    [Range(0, 1024, ErrorMessage = "Set Passwords:MaxConcurrentHashes between 0 (automatic) and 1024.")]
    public int MaxConcurrentHashes { get; init; }

    /// <summary>The number of requests that may wait for hashing. Further requests get 503 with <c>Retry-After</c>.</summary>
    [Range(0, 100_000, ErrorMessage = "Set Passwords:MaxQueuedHashes between 0 and 100000.")]
    public int MaxQueuedHashes { get; init; } = 64;
}
