using System.Net.Mime;
using System.Text;
using CleanAuth.Application.Abstractions.Passwords;
using CleanAuth.Domain.Accounts;
using CleanAuth.WebApi.FunctionalTests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CleanAuth.WebApi.FunctionalTests.InputCost;

/// <summary>A service without password hashing, and the cost of a request to it.</summary>
internal sealed class MeasuredService : IDisposable
{
    private const string Email = "cost@example.com";
    private const string Username = "cost";

    private readonly CleanAuthHost host = new()
    {
        Register = services => services.Replace(ServiceDescriptor.Singleton<IPasswordHasher>(new MemoryHasher())),
    };

    private readonly Api api;
    private ClientTokens root = null!;
    private ClientTokens victim = null!;
    private int names;

    public MeasuredService() => api = new Api(host.Connect());

    public async Task StartAsync()
    {
        root = await api.RegisterSuperuserAsync(host);
        await RenewAsync();
    }

    /// <summary>The CPU time of a request with a text in milliseconds, including the client.</summary>
    public async Task<double> MeasureAsync(TextInput place, string text)
    {
        if (place.IsStored)
        {
            await StoreAsync(text);
        }

        (string path, string? body) = place.With(text);
        path = Fill(path);
        body = body is null ? null : Fill(body);
        string access = path.StartsWith("/api/admin/", StringComparison.Ordinal) ? root.Access : victim.Access;
        using StringContent? content = body is null ? null : new StringContent(body, Encoding.UTF8, MediaTypeNames.Application.Json);
        (string, string)[] headers = place.Header is null ? [] : [(place.Header, text)];
        TimeSpan start = Environment.CpuUsage.TotalTime;
        ApiResponse response = await api.SendAsync(
            HttpMethod.Parse(place.Method), path, content, place.Header == "Authorization" ? "" : access, headers);
        double cost = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;

        Assert.That(response.Status, Is.LessThan(500), $"{place}");
        if (response.Status == 401 || (response.Status < 300 && place.Method != "GET"))
        {
            await RenewAsync();
        }

        return cost;
    }

    // Store the text directly: an older version or an import may have stored it.
    private Task<int> StoreAsync(string text) => host.QueryAsync(async context =>
    {
        Guid id = victim.UserIdOf();
        User user = await context.Users.SingleAsync(row => row.Id == id);
        user.ChangeFullName(text, host.Clock.GetUtcNow());
        user.ChangeBio(text, host.Clock.GetUtcNow());
        return await context.SaveChangesAsync();
    });

    public void Dispose()
    {
        api.Dispose();
        host.Dispose();
    }

    // The last request may have ended the sessions of the account, so a new one is needed.
    private async Task RenewAsync()
    {
        names++;
        victim = await api.RegisterAndLogInAsync($"{names}{Email}", $"{Username}{names}");
    }

    private string Fill(string text) => text
        .Replace("{email}", $"{names}{Email}", StringComparison.Ordinal)
        .Replace("{username}", $"{Username}{names}", StringComparison.Ordinal)
        .Replace("{password}", TestData.Password, StringComparison.Ordinal)
        .Replace("{user}", $"{victim.UserIdOf()}", StringComparison.Ordinal)
        .Replace("{session}", victim.Id, StringComparison.Ordinal)
        .Replace("{group}", $"{Guid.Empty}", StringComparison.Ordinal)
        .Replace("{jti}", victim.RefreshId, StringComparison.Ordinal)
        .Replace("{access}", victim.Access, StringComparison.Ordinal)
        .Replace("{refresh}", victim.Refresh, StringComparison.Ordinal)
        .Replace("{name}", $"new{names}x{Guid.NewGuid():n}"[..20], StringComparison.Ordinal);
}
