using System.Diagnostics;
using System.Text;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Attacks;
using FsCheck;
using FsCheck.Fluent;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>Generated requests never cause a 5xx, and every error has a documented form.</summary>
internal sealed class FuzzingTests
{
    // The longest time of one request while other tests run: no input may cause unbounded work.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly Gen<FuzzedRequest> Requests =
        from endpoint in Gen.Elements(FuzzedEndpoint.All)
        from method in Gen.Frequency(
            (12, Gen.Constant(endpoint.Method)),
            (1, Gen.Elements("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")))
        from contentType in Gen.Frequency(
            (12, Gen.Constant<string?>("application/json")),
            (1, Gen.Elements(null, "", "application/json; charset=utf-7", "application/json;charset=\"utf-8\"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x", "application/json; charset")))
        from authorization in Gen.Frequency(
            (6, Gen.Constant<string?>(endpoint.IsForStaff ? "Bearer {staff}" : "Bearer {access}")),
            (2, Gen.Elements<string?>(null, "", "Bearer", "Bearer {refresh}", "Bearer a.b.c", "bearer  {access}", "Basic YTpi", "Bearer {access}x", "Bearer ..", "Bearer \"", "Token {access}")))
        from body in Gen.Frequency((9, FuzzedJson.TextFor(endpoint)), (1, Gen.Constant<string>(null!)))
        select new FuzzedRequest(method, endpoint.Path, contentType, authorization, body);

    private AttackedService service = null!;
    private Victim victim = null!;
    private ClientTokens root = null!;
    private int newNames;

    [SetUp]
    public async Task StartAsync()
    {
        service = new AttackedService();
        victim = await service.RegisterAndLogInAsync();
        root = await service.Api.RegisterSuperuserAsync(service.Host);
    }

    [TearDown]
    public void Stop() => service.Dispose();

    [Test]
    public void Service_WhenRequestsAreGenerated_ReturnsDocumentedResponses()
    {
        Dictionary<int, int> statuses = [];
        long start = Stopwatch.GetTimestamp();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(FuzzingSettings.Requests)
            .WithReplay(FuzzingSettings.Seed, FuzzingSettings.Gamma)
            .WithQuietOnSuccess(true);

        Check.One(config, Prop.ForAll(Arb.From(Requests, request => request.Smaller()), request =>
        {
            (ApiResponse response, TimeSpan took) = Send(request);
            statuses[response.Status] = statuses.GetValueOrDefault(response.Status) + 1;
            if ((response.Status >= 400 && !response.IsDocumentedError()) || took > MaxTime)
            {
                // An assertion would count each step of shrinking as a failure.
                throw new InvalidOperationException($"After {took}: {response}");
            }
        }));

        TestContext.Progress.WriteLine(
            $"Any input: {FuzzingSettings.Requests} requests in {Stopwatch.GetElapsedTime(start).TotalSeconds:f0} s, "
            + $"seed {FuzzingSettings.Seed} {FuzzingSettings.Gamma}; "
            + string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));

        // If the first check refused all requests, the code behind it would not have run.
        Assert.That(statuses.Keys, Is.SupersetOf([200, 202, 204, 400, 401, 404, 405, 415]));
    }

    private (ApiResponse Response, TimeSpan Duration) Send(FuzzedRequest request)
    {
        newNames++;
        ByteArrayContent? content = request.Body is null ? null : new ByteArrayContent(Bytes(Fill(request.Body)));
        content?.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        (string, string)[] headers = request.Authorization is null
            ? [("If-Match", "*")]
            : [("If-Match", "*"), ("Authorization", Fill(request.Authorization))];

        long start = Stopwatch.GetTimestamp();
        ApiResponse response = service.Api.SendAsync(
            HttpMethod.Parse(request.Method), Fill(request.Path), content, headers: headers).GetAwaiter().GetResult();
        TimeSpan took = Stopwatch.GetElapsedTime(start);

        if (EndsTheSession(request, response))
        {
            victim = service.RegisterAndLogInAsync().GetAwaiter().GetResult();
        }

        return (response, took);
    }

    private string Fill(string text) => text
        .Replace("{email}", victim.Email, StringComparison.Ordinal)
        .Replace("{username}", victim.Username, StringComparison.Ordinal)
        .Replace("{password}", AttackedService.Password, StringComparison.Ordinal)
        .Replace("{user}", victim.Id, StringComparison.Ordinal)
        .Replace("{session}", victim.Id, StringComparison.Ordinal)
        .Replace("{group}", victim.Id, StringComparison.Ordinal)
        .Replace("{jti}", victim.Id, StringComparison.Ordinal)
        .Replace("{staff}", root.Access, StringComparison.Ordinal)
        .Replace("{access}", victim.Tokens.Access, StringComparison.Ordinal)
        .Replace("{refresh}", victim.Tokens.Refresh, StringComparison.Ordinal)
        .Replace("{name}", $"new{newNames}", StringComparison.Ordinal);

    // The character U+00FF stands for bytes that are not UTF-8.
    private static byte[] Bytes(string text) =>
        (text.Contains('\u00ff', StringComparison.Ordinal) ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text);

    // A logout, a refresh, a change of email or password, or a deletion may have ended the session, so a new account is needed.
    private static bool EndsTheSession(FuzzedRequest request, ApiResponse response) =>
        response.Status is 200 or 204 && request.Path.StartsWith("/api/", StringComparison.Ordinal) && request.Method != "GET"
        || response.Status == 401;
}
