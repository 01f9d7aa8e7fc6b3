namespace CleanAuth.WebApi.FunctionalTests.Operations;

/// <summary>Help, migrations and start errors; <see cref="AccountCommandsTests"/> tests the commands about accounts.</summary>
internal sealed class CommandLineTests
{
    [Test]
    public async Task Help_WhenAskedFor_ListsAllCommands()
    {
        string[] commands =
        [
            "migrate", "create-superuser", "change-password", "deactivate-user", "activate-user", "grant-staff", "delete-user", "backup", "restore", "void-sessions-and-links",
            "flush-expired-tokens",
        ];
        using Executable executable = new();

        CommandResult result = await executable.RunAsync("--help");

        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(commands.Where(command => !result.Output.Contains($"  {command} ", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Migrate_WhenTheDatabaseIsNew_AppliesEverything()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync("migrate");

        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.StartWith("Applied: ").And.Contain("_Initial"));
    }

    [Test]
    public async Task Migrate_WhenUpToDate_PrintsThat()
    {
        using Executable executable = new();
        executable.Migrate();

        CommandResult result = await executable.RunAsync("migrate");

        Assert.That(result, Is.EqualTo(new CommandResult(0, $"The database is up to date.{Environment.NewLine}", "")));
    }

    [TestCase("create-superuser --email a@example.com --username a")]
    [TestCase("deactivate-user a@example.com")]
    [TestCase("")]
    public async Task AnyCommand_WhenMigrationsAreMissingAndAutomaticMigrationIsOff_PrintsTheCure(string arguments)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync(
            arguments,
            environment: [("Database__MigrateOnStartup", "false"), ("CLEANAUTH_PASSWORD", TestData.Password)]);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Run the `migrate` command").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Migrate_WhenASettingIsAmongItsArguments_UsesIt()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync("migrate --Database:Provider=Oracle");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Database:Provider"));
    }

    [TestCase("frobnicate")]
    [TestCase("delete-users ada@example.com")]
    public async Task UnknownCommand_WhenGiven_IsRefused(string arguments)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync(arguments);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith($"There is no command '{arguments.Split(' ')[0]}'. See --help."));
    }

    [TestCase("migrate --frobnicate", "'migrate' does not accept '--frobnicate'. See migrate --help.")]
    [TestCase("delete-user a@example.com b@example.com --yes", "'delete-user' does not accept 'b@example.com'. See delete-user --help.")]
    [TestCase("delete-user", "Required argument missing for command: 'delete-user'.")]
    public async Task KnownCommand_WhenItsArgumentsAreWrong_IsRefused(string arguments, string message)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync(arguments);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.StartWith(message));
    }

    [TestCase(null)]
    [TestCase("too short")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Serve_WhenTheSharedSecretIsWeak_NamesTheSettingInOneLine(string? secret)
    {
        using Executable executable = new();
        (string, string)[] settings = [("Tokens__Algorithm", "HS256"), .. secret is null ? [] : new[] { ("Tokens__SigningKey", secret) }];

        CommandResult result = await executable.RunAsync("", environment: settings);

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(result.Error, Does.Contain("Tokens:SigningKey"));
        Assert.That(result.Output, Does.Not.Contain("Tokens:SigningKey").And.Not.Contain("   at "));
        if (secret is not null)
        {
            Assert.That(result.All, Does.Not.Contain(secret));
        }
    }

    [TestCase("Tokens__AccessTokenLifetime", "00:00:01", "Tokens:AccessTokenLifetime")]
    [TestCase("Cors__AllowedOrigins__0", "https://app.example.com/", "Cors:AllowedOrigins")]
    [TestCase("Database__Provider", "Oracle", "Database:Provider")]
    public async Task Serve_WhenASettingIsInvalid_NamesItAndTheCure(string name, string value, string setting)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync("", environment: (name, value));

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(setting).And.Not.Contain("   at "));
    }
}
