using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class ResetPasswordBuilderTests
{
    private readonly EmailPreparation preparation = new();

    [Test]
    public async Task Build_WhenStrangersUsedUpTheLimit_StillSendsRequestsOfOwnerAndStaff()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        preparation.StoreLinks(user, 5);

        EmailModel? model = await preparation.PrepareAsync(OutgoingEmail.To(user, EmailKind.ResetPassword, TestData.Now));

        Assert.That(model?.Link, Is.Not.Null);
    }
}
