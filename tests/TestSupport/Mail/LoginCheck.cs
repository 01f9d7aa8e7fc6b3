using SmtpServer;
using SmtpServer.Authentication;

namespace CleanAuth.TestSupport.Mail;

/// <param name="login">The required login, as <c>name:password</c>; null for none.</param>
internal sealed class LoginCheck(string? login) : UserAuthenticator
{
    public override Task<bool> AuthenticateAsync(
        ISessionContext context,
        string user,
        string password,
        CancellationToken cancellationToken) =>
        Task.FromResult($"{user}:{password}" == login);
}
