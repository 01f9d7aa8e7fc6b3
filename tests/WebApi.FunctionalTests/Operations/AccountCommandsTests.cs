using System.Text.Json.Nodes;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Emails;
using Microsoft.EntityFrameworkCore;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

internal sealed class AccountCommandsTests
{
    private const string Create = $"create-superuser --email {TestData.Email} --username {TestData.Username}";
    private const string NewPassword = "tide pool lantern orbit";
    private static readonly (string Name, string Value) Password = ("CLEANAUTH_PASSWORD", TestData.Password);

    [Test]
    public async Task CreateSuperuser_WhenGivenOptionsAndEnvironment_CreatesASuperuserWhoCanLogIn()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(Create, environment: Password);

        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        ApiResponse login = await api.LogInAsync();
        User user = await host.QueryAsync(context => context.Users.SingleAsync());
        Assert.That(result, Is.EqualTo(new CommandResult(0, $"Created superuser {user.Id}.{Environment.NewLine}", "")));
        Assert.That((bool)login.Json["user"]!["is_staff"]!, Is.True);
        Assert.That((user.IsStaff, user.IsSuperuser, user.IsActive), Is.EqualTo((true, true, true)));
    }

    [Test]
    public async Task CreateSuperuser_WhenInputIsPiped_ReadsTheMissingValues()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunAsync(
            "create-superuser",
            $"{TestData.Email}\n{TestData.Username}\n{TestData.Password}\n");

        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Error, Is.EqualTo("Email: Username: Password: "));
        Assert.That(result.All, Does.Not.Contain(TestData.Password));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task CreateSuperuser_WhenTheInputEnds_NamesTheMissingValue()
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync("create-superuser", $"{TestData.Email}\n");

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.EndWith($"Username is missing.{Environment.NewLine}"));
    }

    [Test]
    public async Task CreateSuperuser_WhenTheEmailIsTaken_PrintsTheMessage()
    {
        using Executable executable = new();
        await executable.RunInProcessAsync(Create, environment: Password);

        CommandResult result = await executable.RunInProcessAsync(
            "create-superuser --email ADA@example.com --username another",
            environment: Password);

        Assert.That(result, Is.EqualTo(new CommandResult(1, "", $"email: user with this email already exists.{Environment.NewLine}")));
    }

    [TestCase("nobody", "ada", TestData.Password, "email: Enter a valid email address.")]
    [TestCase("ada@example.com", "\"\"", TestData.Password, "username: This field may not be blank.")]
    [TestCase("ada@example.com", "ada", "sesame", "password: Ensure this field has at least 8 characters.")]
    [TestCase("ada@example.com", "ada", "password1", "password: This password is too common.")]
    [TestCase("ada@example.com", "countess", "countess1", "password: The password is too similar to the username.")]
    public async Task CreateSuperuser_WhenInputIsInvalid_PrintsTheReasonAndCreatesNoAccount(
        string email,
        string username,
        string password,
        string message)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(
            $"create-superuser --email {email} --username {username}",
            environment: ("CLEANAUTH_PASSWORD", password));

        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        Assert.That(result, Is.EqualTo(new CommandResult(1, "", message + Environment.NewLine)));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.False);
    }

    [Test]
    public async Task ChangePasswordCommand_WhenTheAccountExists_ReplacesThePassword()
    {
        using Executable executable = new();
        await executable.RunInProcessAsync(Create, environment: Password);

        CommandResult result = await executable.RunInProcessAsync(
            $"change-password {TestData.Email}",
            environment: ("CLEANAUTH_PASSWORD", NewPassword));

        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        Assert.That(result, Is.EqualTo(new CommandResult(0, $"The password was changed.{Environment.NewLine}", "")));
        Assert.That((await api.LogInAsync(password: NewPassword)).Status, Is.EqualTo(200));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(400));
    }

    [TestCase("sesame", "password: Ensure this field has at least 8 characters.")]
    [TestCase("Password1", "password: This password is too common.")]
    [TestCase("ada@example", "password: The password is too similar to the email.")]
    public async Task ChangePasswordCommand_WhenRefused_KeepsTheOldPassword(string password, string message)
    {
        using Executable executable = new();
        await executable.RunInProcessAsync(Create, environment: Password);

        CommandResult result = await executable.RunAsync($"change-password {TestData.Email}", $"{password}\n");

        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain(message).And.Not.Contain(password));
        Assert.That((await api.LogInAsync()).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task DeactivateAndActivateUser_WhenRun_EndSessionsAndLetTheOwnerLogInAgain()
    {
        using Executable executable = new();
        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();

        CommandResult deactivated = await executable.RunAsync($"deactivate-user {TestData.Email}");
        ApiResponse whileDeactivated = await api.GetProfileAsync(session.Access);
        CommandResult activated = await executable.RunAsync($"activate-user {TestData.Email}");
        ApiResponse oldSession = await api.GetProfileAsync(session.Access);
        ApiResponse login = await api.LogInAsync();

        Assert.That((deactivated.ExitCode, deactivated.Output.Trim()), Is.EqualTo((0, "The account was deactivated.")));
        Assert.That((activated.ExitCode, activated.Output.Trim()), Is.EqualTo((0, "The account is active.")));
        Assert.That((whileDeactivated.Status, oldSession.Status, login.Status), Is.EqualTo((401, 401, 200)));
    }

    [Test]
    public async Task GrantStaff_WhenRun_ShowsInTheProfile()
    {
        using Executable executable = new();
        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();

        CommandResult refused = await executable.RunInProcessAsync($"grant-staff {TestData.Email}");
        CommandResult result = await executable.RunInProcessAsync($"grant-staff {TestData.Email} --unproven");

        ClientTokens session = await api.OpenSessionAsync();
        JsonNode user = (await api.GetProfileAsync(session.Access)).Json["user"]!;
        Assert.That(refused.ExitCode, Is.EqualTo(1));
        Assert.That(refused.Error, Does.Contain("The owner of this account is not proven"));
        Assert.That((result.ExitCode, result.Output.Trim()), Is.EqualTo((0, "The account is staff.")));
        Assert.That((bool)user["is_staff"]!, Is.True);
    }

    [TestCase("--yes", "", 0, false)]
    [TestCase("", TestData.Email, 0, false)]
    [TestCase("", "yes", 1, true)]
    [TestCase("", "", 1, true)]
    public async Task DeleteUser_WhenConfirmationIsRequested_DeletesOnlyIfTheEmailIsRepeated(
        string option, string input, int exitCode, bool isKept)
    {
        using Executable executable = new();
        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();

        CommandResult result = await executable.RunInProcessAsync($"delete-user {TestData.Email} {option}", input);

        Assert.That(result.ExitCode, Is.EqualTo(exitCode));
        Assert.That(await host.QueryAsync(context => context.Users.AnyAsync()), Is.EqualTo(isKept));
        Assert.That(await host.QueryAsync(context => context.RefreshTokens.AnyAsync()), Is.EqualTo(isKept));
    }

    [Test]
    public async Task FlushExpiredTokens_WhenRun_DeletesOnlyExpiredTokens()
    {
        using Executable executable = new();
        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        ClientTokens session = await api.RegisterAndLogInAsync();
        await AddExpiredTokensAsync(host, count: 3);

        CommandResult result = await executable.RunInProcessAsync("flush-expired-tokens");

        Assert.That(
            (result.ExitCode, result.Output.Trim()),
            Is.EqualTo((0, "Deleted 3 obsolete rows.")));
        Assert.That((await api.RefreshAsync(session.Refresh)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task RetryMail_WhenRun_RetriesTheEmailsThatWereGivenUp()
    {
        using Executable executable = new();
        using CleanAuthHost host = executable.Serve();
        using Api api = new(host.Connect());
        await api.RegisterAndLogInAsync();
        await AddEmailAsync(host, email => email.GiveUp("The recipient was refused (550).", host.Clock.GetUtcNow()));
        await AddEmailAsync(host, email => email.Postpone(host.Clock.GetUtcNow().AddHours(1), "The recipient was refused temporarily (451).", host.Clock.GetUtcNow()));

        CommandResult result = await executable.RunInProcessAsync("retry-mail");

        Assert.That(
            (result.ExitCode, result.Output.Trim()),
            Is.EqualTo((0, "Emails to retry: 1.")));
        Assert.That(await host.QueryAsync(context => context.OutgoingEmails.AnyAsync(email => email.DueAt == null)), Is.False);
    }

    [TestCase("change-password nobody@example.com")]
    [TestCase("deactivate-user nobody@example.com")]
    [TestCase("activate-user nobody@example.com")]
    [TestCase("grant-staff nobody@example.com")]
    [TestCase("delete-user nobody@example.com --yes")]
    public async Task AnyCommand_WhenTheAccountIsUnknown_PrintsTheError(string arguments)
    {
        using Executable executable = new();

        CommandResult result = await executable.RunInProcessAsync(arguments, environment: Password);

        Assert.That(
            result,
            Is.EqualTo(new CommandResult(1, "", $"There is no account with this email address.{Environment.NewLine}")));
    }

    private static Task<int> AddEmailAsync(CleanAuthHost host, Action<OutgoingEmail> act) => host.QueryAsync(async context =>
    {
        OutgoingEmail email = OutgoingEmail.To(await context.Users.SingleAsync(), EmailKind.PasswordChanged, host.Clock.GetUtcNow());
        act(email);
        context.OutgoingEmails.Add(email);
        return await context.SaveChangesAsync();
    });

    // The program uses the real clock, so these have expired.
    private static Task<int> AddExpiredTokensAsync(CleanAuthHost host, int count) => host.QueryAsync(async context =>
    {
        User user = await context.Users.SingleAsync();
        DateTimeOffset opened = host.Clock.GetUtcNow().AddDays(-30);
        for (int number = 0; number < count; number++)
        {
            Domain.Sessions.Session session = Domain.Sessions.Session.Open(user, TimeSpan.FromDays(30), null, null, opened);
            context.Sessions.Add(session);
            context.RefreshTokens.Add(session.IssueRefreshToken(TimeSpan.FromDays(1), opened));
        }

        return await context.SaveChangesAsync();
    });
}
