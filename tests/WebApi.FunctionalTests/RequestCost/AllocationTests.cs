using System.Text;
using System.Text.RegularExpressions;

namespace CleanAuth.WebApi.FunctionalTests.RequestCost;

/// <summary>
/// The bytes that frequent requests allocate in a Debug build. A failure above the figure means that a request became slower: find the
/// allocation, or write the new figure here with a reason in the commit. Write a lower figure after an improvement.
/// </summary>
[NonParallelizable]
internal sealed partial class AllocationTests
{
    private const int WarmUps = 100;
    private const int Requests = 50;
    private const int Batches = 4;

    [Test]
    public async Task GetProfile_WhenCalled_AllocatesAsRecorded()
    {
        using CleanAuthHost host = new();
        ClientTokens tokens = await LogInAsync(host);
        using KeptConnection connection = new(host.BaseAddress);
        byte[] request = KeptConnection.Request("GET /api/user/", $"Authorization: Bearer {tokens.Access}\r\n");

        AssertAllocated(27_700, () => Send(connection, request));
    }

    [Test]
    public async Task Refresh_WhenCalled_AllocatesAsRecorded()
    {
        using CleanAuthHost host = new();
        string refresh = (await LogInAsync(host)).Refresh;
        using KeptConnection connection = new(host.BaseAddress);

        AssertAllocated(67_700, () =>
        {
            string response = Send(connection, KeptConnection.Request("POST /api/token/refresh/", "", $$"""{"refresh":"{{refresh}}"}"""));
            refresh = RefreshMember().Match(response).Groups[1].Value;
        });
    }

    [Test]
    public async Task LogIn_WhenCalled_AllocatesAsRecorded()
    {
        using CleanAuthHost host = new();
        await LogInAsync(host);
        using KeptConnection connection = new(host.BaseAddress);
        byte[] request = KeptConnection.Request(
            "POST /api/login/",
            "",
            $$$"""{"user":{"email":"{{{TestData.Email}}}","password":"{{{TestData.Password}}}"}}""");

        AssertAllocated(305_000, () => Send(connection, request));
    }

    // Background work allocates during some batches only, so the lowest counts.
    private static void AssertAllocated(long recorded, Action request)
    {
        Repeat(WarmUps, request);
        long lowest = long.MaxValue;
        for (int batch = 0; batch < Batches; batch++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Repeat(Requests, request);
            lowest = Math.Min(lowest, (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests);
        }

        Assert.That(lowest, Is.EqualTo(recorded).Within(10).Percent);
    }

    private static void Repeat(int count, Action request)
    {
        for (int number = 0; number < count; number++)
        {
            request();
        }
    }

    private static string Send(KeptConnection connection, byte[] request)
    {
        ReadOnlyMemory<byte> response = connection.Exchange(request);
        string text = Encoding.ASCII.GetString(response.Span);
        return text.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? text : throw new InvalidOperationException(text);
    }

    private static async Task<ClientTokens> LogInAsync(CleanAuthHost host)
    {
        using Api api = new(host.Connect());
        return await api.RegisterAndLogInAsync();
    }

    [GeneratedRegex("\"refresh\":\"([^\"]+)\"")]
    private static partial Regex RefreshMember();
}
