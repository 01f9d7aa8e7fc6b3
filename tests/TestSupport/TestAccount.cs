namespace CleanAuth.TestSupport;

/// <summary>The credentials of an account that a test registers.</summary>
public sealed record TestAccount(string Email, string Username, string Password)
{
    /// <summary>Creates credentials that no other account has.</summary>
    public static TestAccount Create()
    {
        string name = $"user-{Guid.NewGuid():n}";
        return new TestAccount($"{name}@example.com", name, Guid.NewGuid().ToString());
    }
}
