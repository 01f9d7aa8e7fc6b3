namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>Unsafe settings stop the program outside Development; the message has their names and the cure.</summary>
internal sealed class StartRefusalTests
{
    private static readonly (string, string) SharedSecret = ("Tokens__Algorithm", "HS256");

    [TestCase("Tokens__Issuer", "", "Set Tokens:Issuer to the public address")]
    [TestCase("Tokens__Issuer", "http://accounts.example.com", "Tokens:Issuer must be an https address")]
    [TestCase("Tokens__Issuer", "https://accounts.example.com/?a=b", "Tokens:Issuer must be an https address")]
    [TestCase("Tokens__Former__0__Algorithm", "RS256", "Tokens:Former:0:Algorithm")]
    [TestCase("Tokens__Former__0__Until", "tomorrow", "Tokens:Former:0:Until")]
    [TestCase("Tokens__Former__Until", "2027-01-31T00:00:00Z", "Tokens:Former:Until cannot be read")]
    [TestCase("Mail__From", "jörg@example.com", "Mail:From has characters beyond ASCII")]
    [TestCase("Mail__Smtp__LocalName", "my machine", "Set Mail:Smtp:LocalName")]
    [TestCase("Swagger__Enabled", "true", "Set Swagger:Public to true")]
    [TestCase("Https__Required", "true", "Set ForwardedHeaders:KnownProxies")]
    [TestCase("Cors__AllowedOrigins__0", "*", "Cors:AllowedOrigins has '*'")]
    [TestCase("Cors__AllowedOrigins__0", "null", "Cors:AllowedOrigins has 'null'")]
    [TestCase("Cors__AllowedOrigins__0", "https://*.example.com", "Cors:AllowedOrigins has 'https://*.example.com'")]
    [TestCase("Cors__AllowedHeaders__0", "*", "Cors:AllowedHeaders has '*'")]
    [TestCase("Cors__AllowedHeaders__0", "x-tenant, x-other", "Cors:AllowedHeaders has 'x-tenant, x-other'")]
    [TestCase("Cookies__SameSite", "None", "Set Cookies:SameSite to Strict or Lax")]
    [TestCase("Cookies__SameSite", "Loose", "Cookies:SameSite")]
    [TestCase("AllowedHosts", "https://accounts.example.com", "Set AllowedHosts to names")]
    [TestCase("ForwardedHeaders__KnownProxies__0", "proxy", "ForwardedHeaders:KnownProxies has 'proxy'")]
    [TestCase("ForwardedHeaders__KnownNetworks__0", "0.0.0.0/0", "ForwardedHeaders:KnownNetworks has '0.0.0.0/0'")]
    [TestCase("ForwardedHeaders__PathPrefix", "auth", "ForwardedHeaders:PathPrefix is 'auth'")]
    [TestCase("ForwardedHeaders__PathPrefix", "//example.com", "ForwardedHeaders:PathPrefix is '//example.com'")]
    [TestCase("ForwardedHeaders__PathPrefix", "/a/../b", "ForwardedHeaders:PathPrefix is '/a/../b'")]
    [TestCase("ForwardedHeaders__ForwardLimit", "0", "Set ForwardedHeaders:ForwardLimit")]
    [TestCase("Limits__RequestTimeout", "00:00:00", "Set Limits:RequestTimeout")]
    [TestCase("Limits__ShutdownDelay", "00:05:01", "Set Limits:ShutdownDelay")]
    [TestCase("Accounts__CodeLifetime", "00:10:01", "Set Accounts:CodeLifetime between a minute and ten minutes")]
    [TestCase("Accounts__SpaBaseUrl", "http://app.example.com", "Accounts:SpaBaseUrl must be an https address")]
    [TestCase("Accounts__SpaBaseUrl", "app.example.com", "Accounts:SpaBaseUrl must be an https address")]
    [TestCase("Accounts__SpaBaseUrl", "https://app.example.com/#top", "Accounts:SpaBaseUrl must be an https address")]
    [TestCase("Accounts__SpaBaseUrl", "https://app.example.com/#/?a=b", "Accounts:SpaBaseUrl must be an https address")]
    [TestCase("Mail__Transport", "Smtp", "set Mail:Smtp:Host")]
    [TestCase("Mail__AllowFolder", "false", "set Mail:Transport to Smtp, or Mail:AllowFolder to true")]
    [TestCase("Mail__From", "nobody", "Set Mail:From")]
    [TestCase("Mail__MaxAttempts", "0", "Set Mail:MaxAttempts")]
    [TestCase("Mail__Smtp__Port", "0", "Set Mail:Smtp:Port")]
    [TestCase("Mail__TemplatesPath", "/nowhere/at/all", "Set Mail:TemplatesPath")]
    [TestCase("Database__Provider", "SqlServr", "Set Database:Provider to Sqlite, SqlServer or PostgreSql.")]
    [TestCase("ConnectionStrings__CleanAuth", "Data Source=file:cleanauth.db?mode=rwc", "ConnectionStrings:CleanAuth must name the file of the database by its path")]
    [TestCase("ConnectionStrings__CleanAuth", "Data Source=|DataDirectory|cleanauth.db", "ConnectionStrings:CleanAuth must name the file of the database by its path")]
    [TestCase("ConnectionStrings__CleanAuth", "Server=db;Database=a;Encrypt=true", "ConnectionStrings:CleanAuth is not a valid connection string for Sqlite")]
    public async Task Serve_WhenASettingIsUnsafe_NamesItAndTheCure(string name, string value, string message)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync("", environment: (name, value));

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), result.Error);
        Assert.That(result.Error, Does.Contain(message));
        Assert.That(result.Output, Does.Not.Contain("   at ").And.Not.Contain("Now listening"));
    }

    [Test]
    public async Task Serve_WhenTheProfileWouldReturnTheTokenOfTheCookie_IsRefused()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            "", environment: [("Cookies__Enabled", "true"), ("Tokens__IncludeInUserResponse", "true")]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Cookies:Enabled and Tokens:IncludeInUserResponse are both true"));
    }

    [Test]
    public async Task Serve_WhenAnEmailChangeWouldRevealWhoHasAnAccount_IsRefused()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            "",
            environment: [("Accounts__RequireVerifiedEmail", "true"), ("Accounts__ConfirmEmailChange", "false")]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Accounts:RequireVerifiedEmail requires Accounts:ConfirmEmailChange"));
    }

    [Test]
    public async Task Serve_WhenAPasswordWouldBeSentToTheMailServerInPlainText_IsRefusedAndDoesNotPrintIt()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            "",
            environment:
            [
                ("Mail__Transport", "Smtp"),
                ("Mail__Smtp__Host", "mail.example.com"),
                ("Mail__Smtp__Security", "None"),
                ("Mail__Smtp__Username", "ada"),
                ("Mail__Smtp__Password", TestData.Password),
            ]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith("Mail:Smtp:Security is None"));
        Assert.That(result.All, Does.Not.Contain(TestData.Password));
    }

    [Test]
    public async Task Serve_WhenLinksWouldBeSentToTheMailServerInPlainText_IsRefused()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            "",
            environment: [("Mail__Transport", "Smtp"), ("Mail__Smtp__Host", "mail.example.com"), ("Mail__Smtp__Security", "None")]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith("Mail:Smtp:Security is None").And.Contain("Mail:Smtp:PlainHost"));
    }

    [Test]
    public async Task Serve_WhenATemplateIsInvalid_NamesItsFile()
    {
        using Executable executable = new();
        DirectoryInfo templates = Directory.CreateTempSubdirectory("cleanauth-templates-");
        string file = Path.Combine(templates.CreateSubdirectory("en").FullName, "verify_email.text.liquid");
        await File.WriteAllTextAsync(file, "{% if link %}");

        CommandResult result = await executable.RunInProcessAsync("", environment: ("Mail__TemplatesPath", templates.FullName));

        templates.Delete(recursive: true);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith($"The template {file} is invalid"));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), result.Error);
    }

    [TestCase("0123456789abcdefghijklmnopqrstuvwxyz")]
    [TestCase("a-string-secret-at-least-256-bits-long")]
    [TestCase("django-insecure-8b#x2@k1v9s!q0w7e5r3t6y4u")]
    public async Task Serve_WhenTheSharedSecretIsASample_RefusesItAndDoesNotPrintIt(string secret)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync("", environment: [SharedSecret, ("Tokens__SigningKey", secret)]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith("Tokens:SigningKey is a known sample secret").And.Contain("openssl rand -base64 48"));
        Assert.That(result.All, Does.Not.Contain(secret));
    }

    [Test]
    public async Task Serve_WhenSeveralSettingsAreUnsafe_NamesAllAtOnce()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            "",
            environment:
            [
                ("Tokens__Issuer", "http://localhost:5080"),
                SharedSecret,
                ("Swagger__Enabled", "true"),
                ("Https__Required", ""),
                ("Cors__AllowedOrigins__0", "*"),
            ]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(5), result.Error);
        Assert.That(
            new[] { "Tokens:Issuer", "Tokens:SigningKey", "Swagger:Public", "Https:Required", "Cors:AllowedOrigins" }
                .Where(setting => !result.Error.Contains(setting, StringComparison.Ordinal)),
            Is.Empty);
        Assert.That(result.All, Does.Not.Contain("   at "));
    }

    [Test]
    public async Task Serve_WhenInDevelopment_AcceptsAllUnsafeSettings()
    {
        using CleanAuthHost host = new(
            ("ENVIRONMENT", "Development"),
            ("Tokens:Issuer", "http://localhost:5080"),
            ("Tokens:Algorithm", "HS256"),
            ("Tokens:SigningKey", "0123456789abcdefghijklmnopqrstuvwxyz"),
            ("Swagger:Enabled", "true"),
            ("Https:Required", ""));
        using Api api = new(host.Connect());

        ClientTokens session = await api.RegisterAndLogInAsync();

        Assert.That((await api.GetProfileAsync(session.Access)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Serve_WhenTheConnectionStringIsInvalid_DoesNotPrintIt()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            "",
            environment: ("ConnectionStrings__CleanAuth", "Host=db;Password=tide-pool-lantern"));

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.All, Does.Not.Contain("tide-pool-lantern"));
    }
}
