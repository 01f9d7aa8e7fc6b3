namespace CleanAuth.Domain.Accounts;

// Username and profile.
public sealed partial class User
{
    public void ChangeUsername(string username, DateTimeOffset now)
    {
        SetUsername(username);
        Touch(now);
    }

    public void ChangeFullName(string? fullName, DateTimeOffset now)
    {
        FullName = fullName;
        Touch(now);
    }

    public void ChangeBio(string? bio, DateTimeOffset now)
    {
        Bio = bio;
        Touch(now);
    }

    public void ChangeBirthDate(DateOnly? birthDate, DateTimeOffset now)
    {
        BirthDate = birthDate;
        Touch(now);
    }

    public void ChangeLanguage(string? language, DateTimeOffset now)
    {
        Language = language;
        Touch(now);
    }

    private void SetUsername(string username)
    {
        Username = username;
        NormalizedUsername = Accounts.Username.KeyOf(username);
    }
}
