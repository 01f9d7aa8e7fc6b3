using CleanAuth.Application.EmailDelivery;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.EmailDelivery.Templates;

namespace CleanAuth.Infrastructure.IntegrationTests.EmailDelivery.Templates;

internal sealed class EmailTemplatesTests
{
    private static readonly EmailTemplates BuiltIn = EmailTemplates.Load(folder: null);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-templates-");

    [TearDown]
    public void DeleteFolder() => folder.Delete(recursive: true);

    [Test]
    public void Render_WhenAnyKindInAnyLanguage_RendersEachPart([Values] EmailKind kind, [Values("en", "de")] string language)
    {
        EmailModel model = SampleEmails.Full(kind, language);

        RenderedEmail email = BuiltIn.Render(model);

        Assert.That(email.Subject, Is.Not.Empty.And.Not.Contains("\n"));
        Assert.That(
            email.Text,
            Does.StartWith(language == "en" ? "Hello ada,\n" : "Hallo ada,\n").And.Not.Contains("{").And.Not.Contains("\n\n\n"));
        Assert.That(
            email.Html,
            Does.StartWith("<!DOCTYPE html>").And.Contain($"<html lang=\"{language}\">").And.Contain($"<title>{email.Subject}</title>"));
        Assert.That(email.Html, Does.Not.Contain("<img").And.Not.Contain("src=").And.Not.Contain("{"));
        if (kind is not (EmailKind.PasswordChanged or EmailKind.AccountSecured))
        {
            Assert.That(new[] { email.Text, email.Html }, Is.All.Contains(model.Link));
        }
    }

    [Test]
    public void Render_WhenOptionalValuesAreMissing_LeavesNoGaps([Values] EmailKind kind, [Values("en", "de")] string language)
    {
        RenderedEmail email = BuiltIn.Render(SampleEmails.Minimal(kind, language));

        Assert.That(email.Text, Does.StartWith(language == "en" ? "Hello,\n" : "Hallo,\n").And.Not.Contains("\n\n\n"));
    }

    [TestCase("en", "undo the change and then choose", "The account was deleted afterwards")]
    [TestCase("de", "mache die Änderung rückgängig und", "Das Konto wurde danach gelöscht")]
    public void Render_WhenTheAccountWasDeletedAfterTheChange_OffersNoLink(string language, string offer, string reason)
    {
        RenderedEmail email = BuiltIn.Render(SampleEmails.Minimal(EmailKind.EmailChanged, language));

        Assert.That(new[] { email.Text, email.Html }, Is.All.Contains(reason).And.All.Not.Contains(offer));
    }

    [TestCase("en", "undo the change and", "Our staff entered the new address or the previous one")]
    [TestCase("de", "mache die Änderung rückgängig und", "Unser Team hat die neue oder die vorherige Adresse eingetragen")]
    public void Render_WhenStaffChangedTheAddress_OffersNoLink(string language, string offer, string reason)
    {
        RenderedEmail email = BuiltIn.Render(SampleEmails.Minimal(EmailKind.EmailChanged, language) with { Username = "ada" });

        Assert.That(new[] { email.Text, email.Html }, Is.All.Contains(reason).And.All.Not.Contains(offer));
    }

    [TestCase(null, ExpectedResult = "Reset your password")]
    [TestCase("en-GB", ExpectedResult = "Reset your password")]
    [TestCase("fr", ExpectedResult = "Reset your password")]
    [TestCase("../../etc", ExpectedResult = "Reset your password")]
    [TestCase("de", ExpectedResult = "Setze dein Passwort zurück")]
    [TestCase("DE-at", ExpectedResult = "Setze dein Passwort zurück")]
    [TestCase("de-Latn-CH-1996", ExpectedResult = "Setze dein Passwort zurück")]
    public string Render_WhenTheLanguageHasNoTemplates_UsesTheNearest(string? language) =>
        BuiltIn.Render(SampleEmails.Full(EmailKind.ResetPassword, language)).Subject;

    [Test]
    public void Render_WhenThereIsATime_FormatsItInTheLanguageAndUtc()
    {
        EmailModel model = SampleEmails.Full(EmailKind.ResetPassword, "de") with
        {
            ExpiresAt = new DateTimeOffset(2026, 3, 4, 7, 6, 0, TimeSpan.FromHours(2)),
        };

        Assert.That(BuiltIn.Render(model).Text, Does.Contain("bis zum 4. März 2026, 05:06 UTC."));
    }

    [TestCase("ada", " <bdi>ada</bdi>")]
    [TestCase("Ada Byron Lovelace", " <bdi>Ada Byron Lovelace</bdi>")]
    [TestCase("Jean-Luc d'Arc", " <bdi>Jean-Luc d&#x27;Arc</bdi>")]
    [TestCase("עדה", " <bdi>עדה</bdi>")]
    [TestCase("ada1815", " <bdi>ada1815</bdi>")]
    [TestCase("ada18152", "")]
    [TestCase("call 0800 123456", "")]
    [TestCase("call-08-00-12-34", "")]
    [TestCase("call \uFF10\uFF18\uFF10\uFF10\uFF11", "")]
    [TestCase("ada\u202Ecom", "")]
    [TestCase("<script>alert(1)</script>", "")]
    [TestCase("win.example.com", "")]
    [TestCase("https://win.example.com/", "")]
    [TestCase("You have won a car so write to us", "")]
    [TestCase("ada\r\nBcc: eve@example.com", "")]
    [TestCase("an-uncommonly-long-name-which-is-41-letters", "")]
    public void Render_WhenAUsernameCouldBeReadAsAMessage_OmitsIt(string username, string greeting)
    {
        EmailModel model = SampleEmails.Full(EmailKind.PasswordChanged, "en") with { Username = username };

        RenderedEmail email = BuiltIn.Render(model);

        Assert.That(email.Html, Does.Contain($"<p>Hello{greeting},</p>"));
    }

    [TestCase("en", "Hello עדה,\n")]
    [TestCase("de", "Hallo עדה,\n")]
    public void Render_WhenItIsPlainText_HasNoMarkupInTheGreeting(string language, string greeting)
    {
        EmailModel model = SampleEmails.Full(EmailKind.PasswordChanged, language) with { Username = "עדה" };

        Assert.That(BuiltIn.Render(model).Text, Does.StartWith(greeting));
    }

    [TestCase("en", "Firefox", "Windows", "Browser: Firefox on Windows")]
    [TestCase("en", "Firefox", null, "Browser: Firefox")]
    [TestCase("en", null, "Android", "Browser: an unknown browser or app on Android")]
    [TestCase("en", null, null, "Browser: an unknown browser or app")]
    [TestCase("de", "Firefox", "Windows", "Browser: Firefox unter Windows")]
    [TestCase("de", null, null, "Browser: ein unbekannter Browser oder eine unbekannte App")]
    public void Render_WhenADeviceIsNew_NamesKnownBrowsersOnly(string language, string? browser, string? system, string line)
    {
        RenderedEmail email = BuiltIn.Render(SampleEmails.Full(EmailKind.NewDevice, language) with { Browser = browser, System = system });

        Assert.That(email.Text, Does.Contain($"\n{line}\n"));
        Assert.That(email.Html, Does.Contain($"<p>{line}</p>"));
    }

    [Test]
    public void Render_WhenAValueHasMarkup_EscapesItInHtmlOnly()
    {
        Write("en/new_device.subject.liquid", "{{ username }}\r\nBcc: eve@example.com\r\n");
        Write("en/new_device.text.liquid", "{{ username }} {{ browser }}");
        Write("en/new_device.html.liquid", "{{ username }} {{ browser }}");
        EmailModel model = SampleEmails.Full(EmailKind.NewDevice, "en") with { Username = "<script>", Browser = "\"><img src=x>" };

        RenderedEmail email = EmailTemplates.Load(folder.FullName).Render(model);

        Assert.That(email.Subject, Is.EqualTo("<script> Bcc: eve@example.com"));
        Assert.That(email.Text, Is.EqualTo("<script> \"><img src=x>\n"));
        Assert.That(email.Html, Is.EqualTo("&lt;script&gt; &quot;&gt;&lt;img src=x&gt;"));
    }

    [Test]
    public void Load_WhenAFileIsReplaced_UsesItAndTheOtherBuiltInOnes()
    {
        Write("en/reset_password.subject.liquid", "Reset at Example");
        Write("foot.html.liquid", "<p>Example Ltd</p></body></html>");

        EmailTemplates templates = EmailTemplates.Load(folder.FullName);

        RenderedEmail reset = templates.Render(SampleEmails.Full(EmailKind.ResetPassword, "en"));
        Assert.That(reset.Subject, Is.EqualTo("Reset at Example"));
        Assert.That(
            reset.Html,
            Does.EndWith("<p>Example Ltd</p></body></html>" + "\n").And.Contain("Use this link to choose a new password"));
        Assert.That(templates.Render(SampleEmails.Full(EmailKind.VerifyEmail, "en")).Subject, Is.EqualTo("Verify your email address"));
    }

    [Test]
    public void Load_WhenALanguageIsAdded_UsesItForTheKindsThatItHas()
    {
        Write("fr/reset_password.subject.liquid", "Votre mot de passe");
        Write("fr/reset_password.text.liquid", "Bonjour {{ link }} {{ expires_at | date: '%B' }}");
        Write("fr/reset_password.html.liquid", "<p>{{ link }}</p>");

        EmailTemplates templates = EmailTemplates.Load(folder.FullName);

        Assert.That(
            templates.Render(SampleEmails.Full(EmailKind.ResetPassword, "fr-CA")).Text,
            Does.StartWith("Bonjour").And.Contain("janvier"));
        Assert.That(templates.Render(SampleEmails.Full(EmailKind.VerifyEmail, "fr-CA")).Subject, Is.EqualTo("Verify your email address"));
    }

    [TestCase("en/reset_password.text.liquid", "{% if link %}", "en/reset_password.text.liquid")]
    [TestCase("en/reset_password.text.liquid", "{{ username | shout }}", "en/reset_password.text.liquid")]
    [TestCase("en/reset_password.text.liquid", "{{ lnk }}", "en/reset_password.text.liquid")]
    [TestCase("en/reset_password.html.liquid", "{% include 'nowhere.html' %}", "en/reset_password.html.liquid")]
    [TestCase("en/reset_password.subject.liquid", " \n", "en/reset_password.subject.liquid")]
    [TestCase("en/reset_password.text.liquid", "{% for i in (1..1000000) %}a{% endfor %}", "en/reset_password.text.liquid")]
    [TestCase("en/resetpassword.text.liquid", "Hello", "en/resetpassword.text.liquid")]
    [TestCase("DE/reset_password.text.liquid", "Hallo", "DE/reset_password.text.liquid")]
    [TestCase("fr/reset_password.text.liquid", "Bonjour", "fr/reset_password.text.liquid")]
    [TestCase("head.html.liquid", "{{ nothing }}", "html.liquid")]
    public void Load_WhenAFileIsInvalid_FailsAndNamesIt(string path, string text, string named)
    {
        Write(path, text);

        Assert.That(() => EmailTemplates.Load(folder.FullName), Throws.TypeOf<EmailTemplateException>().With.Message.Contains(named));
    }

    private void Write(string path, string text)
    {
        string file = Path.Combine(folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
