using CleanAuth.Domain.Accounts;

namespace CleanAuth.Domain.UnitTests.Accounts;

internal sealed class PermissionSetTests
{
    [Test]
    public void Of_WhenNamesRepeat_ContainsEachOnceInOrder()
    {
        PermissionSet set = PermissionSet.Create(["set_password", "add_user", "set_password"]);

        Assert.That((set.Text, set), Is.EqualTo(("add_user set_password", PermissionSet.Create(["add_user", "set_password"]))));
    }

    [TestCase("")]
    [TestCase("add_user")]
    [TestCase("add_user set_password")]
    public void Parse_WhenGivenTheTextOfASet_ReturnsTheSet(string text)
    {
        PermissionSet set = PermissionSet.Parse(text);

        Assert.That((set.Text, string.Join(' ', set.Names)), Is.EqualTo((text, text)));
    }

    [Test]
    public void Exists_WhenAPermissionIsListed_KnowsItByThatNameOnly()
    {
        bool[] known = [.. Permissions.All.Select(Permissions.Exists)];

        Assert.That(known, Has.All.True);
        Assert.That((Permissions.Exists("ADD_USER"), Permissions.Exists("")), Is.EqualTo((false, false)));
    }
}
