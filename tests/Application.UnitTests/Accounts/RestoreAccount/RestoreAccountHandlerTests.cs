using CleanAuth.Application.Accounts;
using CleanAuth.Application.Accounts.RestoreAccount;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Auditing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Accounts.RestoreAccount;

internal sealed class RestoreAccountHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task RestoreAccount_WhenTheLinkIsGood_ActivatesTheAccountForGood()
    {
        User user = Leave();
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);

        await Handler().Handle(new RestoreAccountCommand(secret), default);

        Assert.That((user.IsActive, user.EraseAt), Is.EqualTo((true, (DateTimeOffset?)null)));
        Assert.That(ports.Saved.Events, Is.EqualTo([new SavedEvent(SecurityEventKind.Activated, user.Id)]));
    }

    [Test]
    public void RestoreAccount_WhenTheLinkIsForAnotherPurpose_IsRefused()
    {
        User user = Leave();
        string secret = ports.Store(user, LinkPurpose.ReportSession);

        AssertRefused(secret);
        Assert.That(user.IsActive, Is.False);
    }

    // Deactivated by staff since, and active again and deleted again: in both the epoch has grown.
    [Test]
    public void RestoreAccount_WhenTheAccountWasShutAgainSince_IsRefused()
    {
        User user = Leave();
        string secret = ports.Store(user, LinkPurpose.RestoreAccount);
        user.Activate(TestData.Now);
        user.Deactivate(TestData.Now);

        AssertRefused(secret);
        Assert.That(user.IsActive, Is.False);
    }

    private void AssertRefused(string secret)
    {
        InvalidInputException? refusal = Assert.ThrowsAsync<InvalidInputException>(
            () => Handler().Handle(new RestoreAccountCommand(secret), default));

        Assert.That(refusal!.Errors[LinkUse.Member], Is.EqualTo([LinkUse.Invalid]));
        Assert.That(ports.Saves, Is.Zero);
    }

    private User Leave()
    {
        User user = ports.Register(TestData.NewUser());
        user.RecordLogin(TestData.Earlier);
        user.ScheduleErasure(TestData.Now.AddDays(14), TestData.Earlier);
        return user;
    }

    private RestoreAccountHandler Handler() =>
        new(ports.LinkUse(), ports.Activation(), NullLogger<RestoreAccountHandler>.Instance);
}
