using CleanAuth.Application.Errors;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.Application.UnitTests.Admin;
using CleanAuth.Domain.Accounts;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleanAuth.Application.UnitTests.Operations.GrantStaff;

internal sealed class GrantStaffHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task GrantStaff_WhenTheAccountExists_MakesItStaffWithoutPermissions()
    {
        User user = ports.Register(TestData.NewVerifiedUser());

        await Handler().Handle(new GrantStaffCommand(TestData.Email), default);

        Assert.That(
            (user.IsStaff, user.IsSuperuser, user.UpdatedAt >= TestData.Now, ports.Saves),
            Is.EqualTo((true, false, true, 1)));
    }

    [Test]
    public async Task GrantStaff_WhenTheOwnerIsNotProven_RequiresTheOptionUnproven()
    {
        User user = ports.Register(TestData.NewUser());

        Assert.ThrowsAsync<UnprovenOwnerException>(() => Handler().Handle(new GrantStaffCommand(TestData.Email), default));
        bool before = user.IsStaff;
        await Handler().Handle(new GrantStaffCommand(TestData.Email, AllowUnprovenOwner: true), default);

        Assert.That((before, user.IsStaff), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task GrantStaff_WhenRunTwice_EndsTheSessionsOnce()
    {
        User user = ports.Register(TestData.NewVerifiedUser());

        await Handler().Handle(new GrantStaffCommand(TestData.Email), default);
        await Handler().Handle(new GrantStaffCommand(TestData.Email), default);

        Assert.That((user.IsStaff, user.Epoch), Is.EqualTo((true, 1)));
    }

    [Test]
    public void GrantStaff_WhenTheAccountIsUnknown_IsRefused()
    {
        Assert.ThrowsAsync<UnknownAccountException>(
            () => Handler().Handle(new GrantStaffCommand("nobody@example.com"), default));

        Assert.That(ports.Saves, Is.Zero);
    }

    private GrantStaffHandler Handler() =>
        new(ports.Users.Object, ports.Accounts, ports.AccessRevoker(), ports.Clock, NullLogger<GrantStaffHandler>.Instance);
}
