using CleanAuth.Application.Abstractions.Emails;
using CleanAuth.Application.Abstractions.Login;
using CleanAuth.Application.Abstractions.Persistence;
using CleanAuth.Application.Accounts;
using CleanAuth.Application.Throttling;
using CleanAuth.Domain;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Login;
using MediatR;

namespace CleanAuth.Application.Login.RequestLoginCode;

internal sealed class RequestLoginCodeHandler(
    ILoginCodeRepository loginCodes,
    KnownNetworks knownNetworks,
    IOutbox outbox,
    IUnitOfWork unitOfWork,
    AccountOptions options,
    TimeProvider clock) : IRequestHandler<RequestLoginCodeCommand, LoginCodeDto>
{
    // The account is read when the email is sent, so that neither the response nor its time reveals whether it exists.
    public async Task<LoginCodeDto> Handle(RequestLoginCodeCommand command, CancellationToken cancellationToken)
    {
        bool isKnown = await knownNetworks.IsCallerKnownAsync(command.Email.Value, cancellationToken);
        DateTimeOffset now = clock.GetUtcNow();
        string nonce = RandomSecret.Create();
        LoginCode request = LoginCode.Request(nonce, now + options.CodeLifetime);
        loginCodes.Add(request);
        outbox.Add(OutgoingEmail.ToAddress(command.Email.Value, EmailKind.LoginCode, now, request.Id, isKnown));
        await unitOfWork.SaveChangesAsync(cancellationToken);

        return new LoginCodeDto(nonce);
    }
}
