using CleanAuth.Application.Accounts.RequestPasswordReset;
using CleanAuth.Domain.Mail;

namespace CleanAuth.Application.UnitTests.Accounts.RequestPasswordReset;

internal sealed class RequestPasswordResetHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task RequestPasswordReset_WhoeverHasTheAddress_WritesAMessageAndLooksNobodyUp()
    {
        RequestPasswordResetHandler handler = new(ports.Outbox.Object, ports.UnitOfWork.Object, ports.Clock);

        await handler.Handle(new RequestPasswordResetCommand(TestData.Email), default);

        OutgoingMail mail = ports.Saved.Mails.Single();
        Assert.That((mail.Kind, mail.UserId, mail.Email), Is.EqualTo((MailKind.ResetPassword, (Guid?)null, TestData.Email)));
        ports.Users.VerifyNoOtherCalls();
    }
}
