namespace CleanAuth.Domain.Accounts;

/// <summary>A person's account: how they sign in, what they say of themselves, and what they may do.</summary>
public sealed class User
{
    private User()
    {
        // for EF Core
    }

    public Guid Id { get; private set; }

    /// <summary>The address as given, with its domain in lower case.</summary>
    public string Email { get; private set; } = null!;

    public string NormalizedEmail { get; private set; } = null!;

    public string Username { get; private set; } = null!;

    public string NormalizedUsername { get; private set; } = null!;

    public string PasswordHash { get; private set; } = null!;

    public string? Bio { get; private set; }

    public string? FullName { get; private set; }

    public DateOnly? BirthDate { get; private set; }

    public bool IsActive { get; private set; }

    public bool IsStaff { get; private set; }

    public bool IsSuperuser { get; private set; }

    /// <summary>
    /// Grows whenever what was granted before must not be built upon: a changed password, a deactivation.
    /// It guards every save, so that a login that read the account before such a change cannot finish after it.
    /// </summary>
    public int Epoch { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? LastLoginAt { get; private set; }

    public static User Register(
        string email,
        string username,
        string passwordHash,
        string? bio,
        string? fullName,
        DateTimeOffset now)
    {
        User user = new()
        {
            Id = Guid.CreateVersion7(now),
            PasswordHash = passwordHash,
            Bio = bio,
            FullName = fullName,
            IsActive = true,
            CreatedAt = now,
        };
        user.ChangeEmail(email, now);
        user.ChangeUsername(username, now);
        return user;
    }

    public void ChangeEmail(string email, DateTimeOffset now)
    {
        Email = AccountName.LowerDomain(email);
        NormalizedEmail = AccountName.Normalize(email);
        UpdatedAt = now;
    }

    public void ChangeUsername(string username, DateTimeOffset now)
    {
        Username = username;
        NormalizedUsername = AccountName.Normalize(username);
        UpdatedAt = now;
    }

    public void ChangeBio(string? bio, DateTimeOffset now)
    {
        Bio = bio;
        UpdatedAt = now;
    }

    public void ChangeFullName(string? fullName, DateTimeOffset now)
    {
        FullName = fullName;
        UpdatedAt = now;
    }

    public void ChangeBirthDate(DateOnly? birthDate, DateTimeOffset now)
    {
        BirthDate = birthDate;
        UpdatedAt = now;
    }

    public void ChangePassword(string passwordHash, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        Epoch++;
        UpdatedAt = now;
    }

    /// <summary>Stores the same password under a newer hash; unlike a change of password it ends nothing.</summary>
    public void UpgradePasswordHash(string passwordHash) => PasswordHash = passwordHash;

    public void RecordLogin(DateTimeOffset now) => LastLoginAt = now;

    public void Deactivate(DateTimeOffset now)
    {
        IsActive = false;
        Epoch++;
        UpdatedAt = now;
    }

    public void Activate(DateTimeOffset now)
    {
        IsActive = true;
        UpdatedAt = now;
    }

    public void GrantStaff(DateTimeOffset now)
    {
        IsStaff = true;
        UpdatedAt = now;
    }

    public void GrantSuperuser(DateTimeOffset now)
    {
        IsStaff = true;
        IsSuperuser = true;
        UpdatedAt = now;
    }
}
