using CleanAuth.Application.Validation;
using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts;

/// <summary>The requested changes of a profile; absent members stay unchanged.</summary>
internal sealed record ProfileChanges(
    Field<string> Email,
    Field<string> Username,
    Field<string> FullName,
    Field<string> Bio,
    Field<DateOnly> BirthDate,
    Field<string> Language = default)
{
    /// <summary>Whether the changes contain a new address. A client that sends the present address back does not change it.</summary>
    public bool ContainsNewEmailFor(User user) => Email.HasValue && EmailAddress.LowerDomain(Email.Value) != user.Email;

    /// <summary>Returns the address that the account has after the changes.</summary>
    public string EmailOf(User user) => ContainsNewEmailFor(user) ? Email.Value : user.Email;

    /// <summary>Applies the present members to the account, except the email, which <c>EmailChanger</c> applies.</summary>
    public void ApplyTo(User user, DateTimeOffset now)
    {
        if (Username.HasValue)
        {
            user.ChangeUsername(Username.Value, now);
        }

        if (!Bio.IsAbsent)
        {
            user.ChangeBio(Bio.ValueOrDefault, now);
        }

        if (!FullName.IsAbsent)
        {
            user.ChangeFullName(FullName.ValueOrDefault, now);
        }

        if (!BirthDate.IsAbsent)
        {
            user.ChangeBirthDate(BirthDate.HasValue ? BirthDate.Value : null, now);
        }

        if (!Language.IsAbsent)
        {
            user.ChangeLanguage(Language.ValueOrDefault, now);
        }
    }
}
