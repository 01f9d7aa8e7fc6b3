using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Passwords;

/// <summary>The names of the owner of an account. A password must not be similar to them.</summary>
internal sealed record PasswordOwner(string Email, string Username, string? FullName)
{
    public static PasswordOwner From(User user) => new(user.Email, user.Username, user.FullName);
}
