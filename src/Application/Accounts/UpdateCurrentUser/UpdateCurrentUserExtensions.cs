using CleanAuth.Domain.Accounts;

namespace CleanAuth.Application.Accounts.UpdateCurrentUser;

internal static class UpdateCurrentUserExtensions
{
    /// <summary>Whether one logs in otherwise afterwards. A client that sends the whole profile back changes nothing.</summary>
    public static bool ChangesLogin(this UpdateCurrentUserCommand command, User user) =>
        command.Password.HasValue || (command.Email.HasValue && AccountName.LowerDomain(command.Email.Value) != user.Email);
}
