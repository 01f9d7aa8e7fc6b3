using CleanAuth.Domain.Login;

namespace CleanAuth.Domain.UnitTests.Login;

internal sealed class LoginCodeTests
{
    [Test]
    public void NewCode_WhenManyAreCreated_UsesTheWholeAlphabetWithoutLookAlikes()
    {
        string[] codes = [.. Enumerable.Range(0, 1_000).Select(_ => LoginCode.CreateCode())];

        Assert.That(codes, Has.All.Match("^[2-9A-HJKMNP-TV-Z]{8}$"));
        Assert.That(codes, Is.Unique);
        Assert.That(codes.SelectMany(code => code).Distinct().Count(), Is.EqualTo(30));
    }

    [TestCase("K7MW4QXD")]
    [TestCase("k7mw4qxd")]
    [TestCase(" K7MW-4QXD ")]
    [TestCase("K7 MW\t4Q\u00a0XD\r\n")]
    public void Normalize_WhenTypedInAnyWay_IsTheCode(string typed) =>
        Assert.That(LoginCode.Normalize(typed), Is.EqualTo("K7MW4QXD"));
}
