using System.Diagnostics;
using System.Text;
using CleanAuth.WebApi.FunctionalTests.Admin;
using CleanAuth.WebApi.FunctionalTests.Attacks;
using CleanAuth.WebApi.FunctionalTests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CleanAuth.WebApi.FunctionalTests.Fuzzing;

/// <summary>Generated requests: whatever is sent, the answer is never the service's own failure, and always of a documented shape.</summary>
internal sealed class FuzzingTests
{
    // Of one request, while other tests run beside: what an input can make the service do must not grow out of bounds.
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private static readonly Gen<FuzzedRequest> Requests =
        from endpoint in Gen.Elements(FuzzedEndpoint.All)
        from method in Gen.Frequency((12, Gen.Constant(endpoint.Method)), (1, Gen.Elements("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")))
        from contentType in Gen.Frequency(
            (12, Gen.Constant<string?>("application/json")),
            (1, Gen.Elements(null, "", "application/json; charset=utf-7", "application/json;charset=\"utf-8\"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x", "application/json; charset")))
        from authorization in Gen.Frequency(
            (6, Gen.Constant<string?>(endpoint.IsForStaff ? "Bearer ${STAFF}" : "Bearer ${ACCESS}")),
            (2, Gen.Elements<string?>(null, "", "Bearer", "Bearer ${REFRESH}", "Bearer a.b.c", "bearer  ${ACCESS}", "Basic YTpi", "Bearer ${ACCESS}x", "Bearer ..", "Bearer \"", "Token ${ACCESS}")))
        from body in Gen.Frequency((9, FuzzedJson.TextFor(endpoint)), (1, Gen.Constant<string>(null!)))
        select new FuzzedRequest(method, endpoint.Path, contentType, authorization, body);

    private AttackedService field = null!;
    private Victim victim = null!;
    private ClientTokens root = null!;
    private int newNames;

    [SetUp]
    public async Task StartAsync()
    {
        field = new AttackedService();
        victim = await field.SignUpAsync();
        root = await field.Api.SignUpSuperuserAsync(field.Host);
    }

    [TearDown]
    public void Stop() => field.Dispose();

    [Test]
    public void Service_WhateverIsSent_AnswersInADocumentedWay()
    {
        Dictionary<int, int> statuses = [];
        long start = Stopwatch.GetTimestamp();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(FuzzingSettings.Requests)
            .WithReplay(FuzzingSettings.Seed, FuzzingSettings.Gamma)
            .WithQuietOnSuccess(true);

        Check.One(config, Prop.ForAll(Arb.From(Requests, request => request.Smaller()), request =>
        {
            (Answer answer, TimeSpan took) = Send(request);
            statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
            if ((answer.Status >= 400 && !answer.IsDocumentedRefusal()) || took > MaxTime)
            {
                // No assertion, which would count each step of shrinking as a failure.
                throw new InvalidOperationException($"After {took}: {answer}");
            }
        }));

        TestContext.Progress.WriteLine(
            $"Any input: {FuzzingSettings.Requests} requests in {Stopwatch.GetElapsedTime(start).TotalSeconds:f0} s, "
            + $"seed {FuzzingSettings.Seed} {FuzzingSettings.Gamma}; "
            + string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}")));

        // Were all refused at the first check, nothing behind it would have been tried.
        Assert.That(statuses.Keys, Is.SupersetOf([200, 202, 204, 400, 401, 404, 405, 415]));
    }

    private (Answer Answer, TimeSpan Took) Send(FuzzedRequest request)
    {
        newNames++;
        ByteArrayContent? content = request.Body is null ? null : new ByteArrayContent(Bytes(Fill(request.Body)));
        content?.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        (string, string)[] headers = request.Authorization is null
            ? [("If-Match", "*")]
            : [("If-Match", "*"), ("Authorization", Fill(request.Authorization))];

        long start = Stopwatch.GetTimestamp();
        Answer answer = field.Api.SendAsync(HttpMethod.Parse(request.Method), Fill(request.Path), content, headers: headers).GetAwaiter().GetResult();
        TimeSpan took = Stopwatch.GetElapsedTime(start);

        if (EndsTheSession(request, answer))
        {
            victim = field.SignUpAsync().GetAwaiter().GetResult();
        }

        return (answer, took);
    }

    private string Fill(string text) => text
        .Replace("${EMAIL}", victim.Email, StringComparison.Ordinal)
        .Replace("${USERNAME}", victim.Username, StringComparison.Ordinal)
        .Replace("${PASSWORD}", AttackedService.Password, StringComparison.Ordinal)
        .Replace("${ID}", victim.Id, StringComparison.Ordinal)
        .Replace("${STAFF}", root.Access, StringComparison.Ordinal)
        .Replace("${ACCESS}", victim.Tokens.Access, StringComparison.Ordinal)
        .Replace("${REFRESH}", victim.Tokens.Refresh, StringComparison.Ordinal)
        .Replace("${NEW}", $"new{newNames}", StringComparison.Ordinal);

    // One letter stands for bytes that are no UTF-8.
    private static byte[] Bytes(string text) =>
        (text.Contains('\u00ff', StringComparison.Ordinal) ? Encoding.Latin1 : Encoding.UTF8).GetBytes(text);

    // A logout, a refresh, a change of address or password, a deletion: what was known of the user may no longer hold.
    private static bool EndsTheSession(FuzzedRequest request, Answer answer) =>
        answer.Status is 200 or 204 && request.Path.StartsWith("/api/", StringComparison.Ordinal) && request.Method != "GET"
        || answer.Status == 401;
}
