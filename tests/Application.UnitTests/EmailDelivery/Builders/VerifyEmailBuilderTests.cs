using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class VerifyEmailBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenTheAddressIsVerified_ReturnsNull()
    {
        User user = preparation.Ports.Register(TestData.NewVerifiedUser());

        Assert.That(await preparation.PrepareAsync(OutgoingEmail.ToAddress(user.Email, EmailKind.VerifyEmail, TestData.Now)), Is.Null);
    }
}
