namespace CleanAuth.Infrastructure.Passwords;

/// <summary>
/// Makes the verification of every wrong password equally slow: as many rounds of bcrypt and of PBKDF2 as the most expensive stored hash
/// of each kind. The rounds that the stored hash did not need run on a decoy hash. Otherwise the time would reveal whether the account
/// exists and which kind of hash it has.
/// </summary>
internal sealed class DecoyHashing(PasswordOptions options)
{
    private const string DecoySalt = "decoy";

    private int cost = options.WorkFactor;
    private int iterations;

    /// <summary>The work for a wrong password.</summary>
    public HashCost Target => new(Volatile.Read(ref cost), Volatile.Read(ref iterations));

    /// <summary>A bcrypt hash that no password matches. Verifying it takes as long as any other hash of the same cost.</summary>
    public string DecoyHash => HashOf(Target.Cost);

    /// <summary>Raises the work for later wrong passwords to at least this cost.</summary>
    public void RaiseTarget(HashCost stored)
    {
        Raise(ref cost, stored.Cost);
        Raise(ref iterations, stored.Iterations);
    }

    /// <summary>Runs the rounds that the preceding verification did not run.</summary>
    public void RunMissingRounds(string password, HashCost done)
    {
        HashCost target = Target;
        int missing = target.Iterations - done.Iterations;
        if (missing > 0)
        {
            DjangoPasswordHash.Derive(password, DecoySalt, missing);
        }

        if (done.Cost == 0)
        {
            Compare(password, target.Cost);
            return;
        }

        // Each step of the cost doubles the rounds. 2^c are done, and 2^c + (2^c + 2^(c+1) + … + 2^(t-1)) = 2^t, where c is done.Cost and
        // t is target.Cost.
        for (int step = done.Cost; step < target.Cost; step++)
        {
            Compare(password, step);
        }
    }

    private static void Compare(string password, int cost) => PasswordHasher.MatchesBcrypt(password, HashOf(cost));

    private static string HashOf(int cost) => $"$2a${cost:00}${new string('.', 53)}";

    private static void Raise(ref int bound, int value)
    {
        int current = Volatile.Read(ref bound);
        while (value > current && Interlocked.CompareExchange(ref bound, value, current) is var found && found != current)
        {
            current = found;
        }
    }
}
