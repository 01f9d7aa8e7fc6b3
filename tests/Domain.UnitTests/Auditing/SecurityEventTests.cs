using CleanAuth.Domain.Auditing;

namespace CleanAuth.Domain.UnitTests.Auditing;

internal sealed class SecurityEventTests
{
    [Test]
    public void Of_WhenCalled_StoresTheGivenValues()
    {
        Guid userId = Guid.NewGuid();
        Guid sessionId = Guid.NewGuid();

        SecurityEvent item = SecurityEvent.Create(SecurityEventKind.LoggedIn, userId, sessionId, "203.0.113.7", TestData.Now);

        Assert.Multiple(() =>
        {
            Assert.That((item.Kind, item.At), Is.EqualTo((SecurityEventKind.LoggedIn, TestData.Now)));
            Assert.That((item.UserId, item.SessionId), Is.EqualTo(((Guid?)userId, (Guid?)sessionId)));
            Assert.That(item.Network, Is.EqualTo("203.0.113.7"));
        });
    }

    [Test]
    public void Of_WhenTheAccountIsUnknown_HasNoUserId()
    {
        SecurityEvent item = SecurityEvent.Create(SecurityEventKind.LoginFailed, null, null, null, TestData.Now);

        Assert.That(
            (item.UserId, item.SessionId, item.Network),
            Is.EqualTo(((Guid?)null, (Guid?)null, (string?)null)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void NetworkForOwner_WhenStaffCausedTheEvent_IsHidden(bool isOwner)
    {
        Guid owner = Guid.NewGuid();

        SecurityEvent item = SecurityEvent.Create(
            SecurityEventKind.UserChanged, owner, null, "203.0.113.7", TestData.Now, isOwner ? owner : Guid.NewGuid());

        Assert.That((item.NetworkForOwner, item.IsByStaff), Is.EqualTo((isOwner ? "203.0.113.7" : null, !isOwner)));
        Assert.That(item.Network, Is.EqualTo("203.0.113.7"));
    }

    // Before adding a member here, check that it cannot contain a token, password or address.
    [Test]
    public void SecurityEvent_WhenDeclared_HasOnlyTheReviewedMembers()
    {
        string[] members =
            [.. typeof(SecurityEvent).GetProperties().Where(property => property.CanWrite).Select(property => property.Name)];

        Assert.That(members, Is.EquivalentTo(["Id", "Kind", "At", "UserId", "SessionId", "ActorId", "Network"]));
    }
}
