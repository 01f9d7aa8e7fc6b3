using CleanAuth.Application.Abstractions;
using CleanAuth.Domain;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Mail;
using MediatR;

namespace CleanAuth.Application.Accounts.RequestLoginCode;

internal sealed class RequestLoginCodeHandler(
    ILoginCodes loginCodes,
    IOutbox outbox,
    IUnitOfWork unitOfWork,
    AccountOptions options,
    TimeProvider clock) : IRequestHandler<RequestLoginCodeCommand, LoginCodeDto>
{
    // Whether somebody has the address is asked when the mail is sent: here every address is the same work.
    public async Task<LoginCodeDto> Handle(RequestLoginCodeCommand command, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        string nonce = RandomSecret.Create();
        LoginCode request = LoginCode.Request(nonce, now + options.CodeLifetime);
        loginCodes.Add(request);
        outbox.Add(OutgoingMail.ToAddress(command.Email.Value, MailKind.LoginCode, now, request.Id));
        await unitOfWork.SaveChangesAsync(cancellationToken);

        return new LoginCodeDto(nonce);
    }
}
