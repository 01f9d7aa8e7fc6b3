using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts.UpdateCurrentUser;

internal static class ProfileChanges
{
    /// <summary>Changes what is present, except for the password.</summary>
    public static void ChangeProfile(this User user, UpdateCurrentUserCommand command, DateTimeOffset now)
    {
        if (command.Email.HasValue)
        {
            user.ChangeEmail(command.Email.Value, now);
        }

        if (command.Username.HasValue)
        {
            user.ChangeUsername(command.Username.Value, now);
        }

        if (!command.Bio.IsAbsent)
        {
            user.ChangeBio(command.Bio.ValueOrDefault, now);
        }

        if (!command.FullName.IsAbsent)
        {
            user.ChangeFullName(command.FullName.ValueOrDefault, now);
        }

        if (!command.BirthDate.IsAbsent)
        {
            user.ChangeBirthDate(command.BirthDate.HasValue ? command.BirthDate.Value : null, now);
        }
    }
}
