using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using CleanAuth.Domain.Links;
using CleanAuth.Domain.Login;
using Moq;

namespace CleanAuth.Application.UnitTests.EmailDelivery.Builders;

internal sealed class LoginCodeBuilderTests
{
    private const string CodePattern = "^[2-9A-HJKMNP-TV-Z]{8}$";

    private readonly EmailPreparation preparation = new();

    [SetUp]
    public void Protect()
    {
        preparation.Protector.Setup(secrets => secrets.Protect(It.IsAny<string>())).Returns<string>(text => $"protected {text}");
        preparation.Protector.Setup(secrets => secrets.Unprotect(It.IsAny<string>())).Returns<string>(text => text["protected ".Length..]);
    }

    [Test]
    public async Task Build_WhenACodeIsRequested_HoldsTheCodeAndStoresItEncrypted()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        LoginCode request = preparation.RequestCode();

        EmailModel? model = await preparation.PrepareAsync(EmailWithCode(user, request));

        AccountLink link = preparation.SavedLink;
        Assert.Multiple(() =>
        {
            Assert.That(model!.Code, Does.Match(CodePattern));
            Assert.That(request.UserId, Is.EqualTo(user.Id));
            Assert.That(request.ProtectedCode, Is.EqualTo($"protected {model.Code}"));
            Assert.That(link.Purpose, Is.EqualTo(LinkPurpose.LogIn));
            Assert.That(link.Subject, Is.EqualTo(request.Id));
            Assert.That(link.ExpiresAt, Is.EqualTo(request.ExpiresAt));
        });
    }

    [Test]
    public async Task Build_WhenTheCodeWasSentBefore_HoldsTheSameCode()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        LoginCode request = preparation.RequestCode();
        EmailModel? first = await preparation.PrepareAsync(EmailWithCode(user, request));

        EmailModel? second = await preparation.PrepareAsync(EmailWithCode(user, request));

        Assert.Multiple(() =>
        {
            Assert.That(second!.Code, Is.EqualTo(first!.Code));
            Assert.That(request.ProtectedCode, Is.EqualTo($"protected {first.Code}"));
        });
    }

    // The address has moved to another account between two attempts.
    [Test]
    public async Task Build_WhenTheCodeWasSentToAnotherAccount_CreatesANewCode()
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        LoginCode request = preparation.RequestCode();
        request.AttachCode(Guid.NewGuid(), "protected other");

        EmailModel? model = await preparation.PrepareAsync(EmailWithCode(user, request));

        Assert.Multiple(() =>
        {
            Assert.That(model!.Code, Does.Match(CodePattern));
            Assert.That(request.UserId, Is.EqualTo(user.Id));
        });
    }

    [TestCase(true, 0)]
    [TestCase(false, 10)]
    public async Task Build_WhenTheCodeIsExpiredOrCodesAreDisabled_ReturnsNull(bool isEnabled, int minutesLeft)
    {
        User user = preparation.Ports.Register(TestData.NewUser());
        LoginCode request = preparation.RequestCode(TestData.Now.AddMinutes(minutesLeft));
        preparation.Options = preparation.Options with { EmailCodes = isEnabled };

        Assert.That(await preparation.PrepareAsync(EmailWithCode(user, request)), Is.Null);
    }

    private static OutgoingEmail EmailWithCode(User user, LoginCode request) =>
        OutgoingEmail.ToAddress(user.Email, EmailKind.LoginCode, TestData.Now, request.Id);
}
