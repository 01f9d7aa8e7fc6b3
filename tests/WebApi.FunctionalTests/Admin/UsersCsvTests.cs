using CleanAuth.WebApi.Admin.Users;

namespace CleanAuth.WebApi.FunctionalTests.Admin;

internal sealed class UsersCsvTests
{
    [TestCase(null, null)]
    [TestCase("", "")]
    [TestCase("Ada", "Ada")]
    [TestCase("a;b\tc", "a;b\tc")]
    [TestCase("a;=1", "a;'=1")]
    [TestCase("a\t=1", "a\t'=1")]
    [TestCase("a; \u3000-1", "a;' \u3000-1")]
    [TestCase(";;=1", ";;'=1", Description = "only the last one leads to the formula")]
    [TestCase("\t\t=1", "\t'\t'=1", Description = "a tab is a blank too")]
    [TestCase(";=;+;", ";'=;'+;")]
    [TestCase("a;＠b", "a;'＠b")]
    [TestCase("a\n=1", "a\n=1", Description = "the line is quoted as a whole")]
    public void Inert_WhenAFormulaFollowsASeparator_EscapesIt(string? text, string? inert) =>
        Assert.That(UsersCsv.EscapeFormulas(text), Is.EqualTo(inert));
}
