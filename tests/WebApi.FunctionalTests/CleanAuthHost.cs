using System.Text.Json;
using CleanAuth.Infrastructure.Passwords;
using CleanAuth.Infrastructure.Persistence;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests;

/// <summary>
/// The real program behind a real socket, on a database of its own that is deleted with it. Time stands still unless
/// <see cref="Clock"/> is moved; passwords are hashed with little work.
/// </summary>
internal sealed class CleanAuthHost : WebApplicationFactory<Program>
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cleanauth-");
    private readonly Dictionary<string, string> settings;

    public CleanAuthHost(params (string Name, string Value)[] settings)
    {
        this.settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        UseKestrel(0);
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public RecordingLoggerProvider Logs { get; } = new();

    /// <summary>A client of the running service; the caller asserts on raw JSON.</summary>
    public HttpClient Connect()
    {
        StartServer();
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = ClientOptions.BaseAddress };
    }

    /// <summary>Asks the database behind the service's back; the context is a new one.</summary>
    public async Task<T> QueryAsync<T>(Func<AuthDbContext, Task<T>> query)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<AuthDbContext>());
    }

    /// <summary>All that is stored of accounts and their tokens, to be compared with what is stored later.</summary>
    public Task<string> SnapshotAsync() => QueryAsync(async context => JsonSerializer.Serialize(new
    {
        users = await context.Users.AsNoTracking().OrderBy(user => user.Id).ToListAsync(),
        tokens = await context.RefreshTokens.AsNoTracking().OrderBy(token => token.Id).ToListAsync(),
    }));

    /// <summary>Does what an operator's command does.</summary>
    public async Task<T> CommandAsync<T>(IRequest<T> request)
    {
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    /// <summary>Occupies one place of the hashing gate until the answer is disposed.</summary>
    public HeldGate HoldHashingGate() => new(Services.GetRequiredService<HashingGate>());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("ConnectionStrings:CleanAuth", $"Data Source={Path.Combine(folder.FullName, "test.db")}");
        builder.UseSetting("DataProtection:KeysPath", Path.Combine(folder.FullName, "keys"));
        builder.UseSetting("Passwords:WorkFactor", "4");
        builder.UseSetting("Passwords:MaxQueuedHashes", "1000");
        foreach ((string name, string value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(folder.FullName))
        {
            folder.Delete(recursive: true);
        }
    }
}
