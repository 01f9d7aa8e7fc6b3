using CleanAuth.Application.Abstractions.Accounts;
using CleanAuth.Application.Admin.Users;
using CleanAuth.Application.Admin.Users.GetUser;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using Moq;

namespace CleanAuth.Application.UnitTests.Admin.Users.GetUser;

internal sealed class GetUserHandlerTests
{
    private readonly Ports ports = new();

    [Test]
    public async Task GetUser_WhenTheAccountExists_ReturnsEveryMember()
    {
        User user = TestData.NewUser();
        user.VerifyEmail(TestData.Earlier);
        user.RequestEmailChange("new@example.com", TestData.Earlier);
        user.ChangeLanguage("de", TestData.Earlier);
        user.ChangeRights(isStaff: true, isSuperuser: false, PermissionSet.Create([Permissions.AddUser]), TestData.Now);
        user.ExpireUnlessVerified(TestData.Now.AddDays(1));
        Group group = Group.Create("Support", PermissionSet.Create([Permissions.EndSession]), TestData.Now);
        ports.RightsReader.Setup(rights => rights.ReadAsync(user.Id, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Rights(user, [group], PermissionSet.Create([Permissions.AddUser, Permissions.EndSession])));

        UserDetailsDto shown = await Handler().Handle(new GetUserQuery(Guid.NewGuid(), user.Id), default);

        Assert.That(shown.Groups, Is.EqualTo([new GroupRefDto(group.Id, "Support")]));
        Assert.That(shown.UserPermissions, Is.EqualTo([Permissions.AddUser]));
        Assert.That(
            shown with { Groups = [], UserPermissions = [] },
            Is.EqualTo(new UserDetailsDto(
                user.Id, TestData.Email, TestData.Earlier, "new@example.com", TestData.Username, "Ada Lovelace", "bio", null, "de",
                true, true, false, [], [], TestData.Earlier, TestData.Now, null, TestData.Now.AddDays(1), true,
                EntityVersion.Of(TestData.Now))));
    }

    [Test]
    public void GetUser_WhenTheAccountIsUnknown_IsNotFound()
    {
        Func<Task> act = () => Handler().Handle(new GetUserQuery(Guid.NewGuid(), Guid.NewGuid()), default);

        Assert.ThrowsAsync<NotFoundException>(act);
    }

    private GetUserHandler Handler() => new(ports.RightsReader.Object);
}
