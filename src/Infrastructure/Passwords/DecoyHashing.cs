namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// The work behind every refusal of a password: as many rounds of bcrypt and of PBKDF2 as the dearest stored hash of each
/// kind needs. What the comparison with the account's own hash left of it is done on nothing, so that the time does not
/// tell whether there is an account, nor of which kind its hash is. Where all hashes are of the current work factor, that is
/// one bcrypt and no more.
/// </summary>
internal sealed class DecoyHashing(PasswordOptions options)
{
    private const string SaltOfNobody = "nobody";

    private int cost = options.WorkFactor;
    private int iterations;

    /// <summary>What a refusal takes.</summary>
    public HashCost Target => new(Volatile.Read(ref cost), Volatile.Read(ref iterations));

    /// <summary>A bcrypt hash that no password has; comparing with it takes as long as with any other of the same cost.</summary>
    public string HashOfNobody => HashOf(Target.Cost);

    /// <summary>From now on a refusal takes at least this work.</summary>
    public void Include(HashCost stored)
    {
        Raise(ref cost, stored.Cost);
        Raise(ref iterations, stored.Iterations);
    }

    /// <summary>Does what a comparison left, if there was one.</summary>
    public void Complete(string password, HashCost done)
    {
        HashCost target = Target;
        int missing = target.Iterations - done.Iterations;
        if (missing > 0)
        {
            DjangoPasswordHash.Derive(password, SaltOfNobody, missing);
        }

        if (done.Cost == 0)
        {
            Compare(password, target.Cost);
            return;
        }

        // Each step of the cost doubles the rounds: 2^c are done, and 2^c + (2^c + 2^(c+1) + … + 2^(t-1)) = 2^t.
        for (int step = done.Cost; step < target.Cost; step++)
        {
            Compare(password, step);
        }
    }

    private static void Compare(string password, int cost) => PasswordHasher.MatchesBcrypt(password, HashOf(cost));

    private static string HashOf(int cost) => $"$2a${cost:00}${new string('.', 53)}";

    private static void Raise(ref int bound, int value)
    {
        int seen = Volatile.Read(ref bound);
        while (value > seen && Interlocked.CompareExchange(ref bound, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }
}
