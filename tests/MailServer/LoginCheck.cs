using SmtpServer;
using SmtpServer.Authentication;

namespace CleanAuth.MailServer;

internal sealed class LoginCheck(MailServerOptions options) : UserAuthenticator
{
    public override Task<bool> AuthenticateAsync(
        ISessionContext context,
        string user,
        string password,
        CancellationToken cancellationToken) =>
        Task.FromResult($"{user}:{password}" == options.Login);
}
