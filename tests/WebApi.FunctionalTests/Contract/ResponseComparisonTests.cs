using System.Text.Json;
using System.Text.Json.Nodes;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;
using Microsoft.Extensions.Time.Testing;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>Shows that a replay can fail.</summary>
internal sealed class ResponseComparisonTests
{
    private const string Body = """{"user":{"email":"ada.${run}@example.com","id":"<uuid>","bio":null,"tokens":{"access":"<jwt:access>"}}}""";

    private static readonly Dictionary<string, string> Variables = new() { ["run"] = "r00001" };

    private readonly FakeTimeProvider clock = new();

    [Test]
    public void Compare_WhenTheResponseIsAsRecorded_ReportsNothing()
    {
        StrictResponse response = NewResponse();

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void Compare_WhenTheResponseHasAdditionalMembers_ReportsNothing()
    {
        StrictResponse response = NewResponse(change: body => body["user"]!["full_name"] = "Ada");

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void Compare_WhenStatusDiffers_ReportsIt()
    {
        StrictResponse response = NewResponse(status: 204);

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Has.One.StartsWith("status should be 200, is 204"));
    }

    [Test]
    public void Compare_WhenTheStatusIsAlsoAccepted_ReportsNothing()
    {
        Exchange step = NewStep() with { AcceptStatus = [204] };

        IReadOnlyList<string> differences = Compare(step, NewResponse(status: 204));

        Assert.That(differences, Is.Empty);
    }

    [TestCase("email", "user.email is missing")]
    [TestCase("bio", "user.bio is missing")]
    [TestCase("tokens", "user.tokens is missing")]
    public void Compare_WhenMemberIsMissing_ReportsIt(string member, string difference)
    {
        StrictResponse response = NewResponse(change: body => body["user"]!.AsObject().Remove(member));

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Is.EqualTo([difference]));
    }

    [TestCase("email", "ada@example.com", "user.email should be ada.${run}@example.com, is \"ada@example.com\"")]
    [TestCase("id", "7", "user.id should be <uuid>, is \"7\"")]
    [TestCase("bio", "", "user.bio should be null, is \"\"")]
    [TestCase("tokens", "", "user.tokens should be an object, is \"\"")]
    public void Compare_WhenValueDiffers_ReportsIt(string member, string value, string difference)
    {
        StrictResponse response = NewResponse(change: body => body["user"]![member] = value);

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Is.EqualTo([difference]));
    }

    [TestCase("refresh", 60)]
    [TestCase("access", 0)]
    [TestCase("access", 301)]
    public void Compare_WhenTokenIsOfAnotherTypeOrLifetime_ReportsIt(string type, int secondsLeft)
    {
        StrictResponse response = NewResponse(change: body => body["user"]!["tokens"]!["access"] = NewToken(type, secondsLeft));

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Has.One.StartsWith("user.tokens.access should be <jwt:access>"));
    }

    [Test]
    public void Compare_WhenAMemberIsAccidental_IgnoresIt()
    {
        Exchange step = NewStep() with { QuirkPaths = ["user.tokens"] };
        StrictResponse response = NewResponse(change: body => body["user"]!.AsObject().Remove("tokens"));

        IReadOnlyList<string> differences = Compare(step, response);

        Assert.That(differences, Is.Empty);
    }

    [Test]
    public void Compare_WhenListIsShorter_ReportsIt()
    {
        Exchange step = NewStep(json: """{"errors":{"email":["This field is required.","Enter a date."]}}""");
        StrictResponse response = NewResponse(change: body => body["errors"] = JsonNode.Parse("""{"email":["This field is required."]}"""));

        IReadOnlyList<string> differences = Compare(step, response);

        Assert.That(differences, Has.One.StartsWith("errors.email should be "));
    }

    [TestCase("WWW-Authenticate", "Basic realm=\"api\"", "WWW-Authenticate should be Bearer realm=\"api\", is Basic realm=\"api\"")]
    [TestCase("Allow", "GET, PUT, HEAD", "Allow should be GET, OPTIONS, is GET, PUT, HEAD")]
    [TestCase("Content-Type", "application/problem+json", "Content-Type should be application/json; charset=utf-8, is application/problem+json")]
    [TestCase("Set-Cookie", "a=b", "Set-Cookie should be absent, is a=b")]
    public void Compare_WhenHeaderDiffers_ReportsIt(string name, string value, string difference)
    {
        StrictResponse response = NewResponse(headers: new() { [name] = value });

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Is.EqualTo([difference]));
    }

    [TestCase("accept, X-CSRFToken, if-match", 0)]
    [TestCase("accept", 1)]
    [TestCase(null, 1)]
    public void Compare_WhenAPreflightAllowsFewerRequestHeaders_ReportsIt(string? allowed, int count)
    {
        Exchange step = NewStep() with
        {
            Expect = new Expectation
            {
                Status = 200,
                Body = "html",
                Headers = new Dictionary<string, string?> { ["Access-Control-Allow-Headers"] = "accept, x-csrftoken" },
                StrictHeaders = ["Access-Control-Allow-Headers"],
            },
        };
        Dictionary<string, string> headers = allowed is null ? [] : new() { ["Access-Control-Allow-Headers"] = allowed };

        IReadOnlyList<string> differences = Compare(step, new StrictResponse(200, headers, ""));

        Assert.That(differences, Has.Count.EqualTo(count));
    }

    [TestCase("text/plain", Body)]
    [TestCase("application/json", "{")]
    [TestCase("application/json", """{"user":1,"user":2}""")]
    public void Compare_WhenTheBodyIsInvalidJson_ReportsIt(string contentType, string text)
    {
        StrictResponse response = new(200, new Dictionary<string, string> { ["Content-Type"] = contentType }, text);

        IReadOnlyList<string> differences = Compare(NewStep(), response);

        Assert.That(differences, Has.One.EqualTo("the body should be an object, is nothing"));
    }

    [Test]
    public void Compare_WhenTheBodyShouldBeEmpty_ReportsItsContent()
    {
        Exchange step = NewStep() with { Expect = new Expectation { Status = 200, Body = "empty" } };

        IReadOnlyList<string> differences = Compare(step, NewResponse());

        Assert.That(differences, Has.One.StartsWith("the body should be empty, is {"));
    }

    [TestCase("body", 400, "{\"error\":[\"Not so.\"]}", 0)]
    [TestCase("body", 400, "{\"error\":[\"Not this.\"]}", 1)]
    [TestCase("body", 401, "{\"error\":[\"Not so.\"]}", 1)]
    [TestCase("message", 400, "{\"error\":[\"Not this.\"]}", 0)]
    [TestCase("message", 401, "{\"error\":[\"Not so.\"]}", 1)]
    public void Compare_WhenPartOfTheResponseIsAccidental_RequiresTheRest(string scope, int status, string body, int count)
    {
        Exchange step = NewStep(json: """{"detail":{"nested":"Not so."}}""", status: 400) with { Quirk = true, QuirkScope = scope };
        StrictResponse response = NewResponse(status, change: json => json["errors"] = JsonNode.Parse(body));

        IReadOnlyList<string> differences = Compare(step, response);

        Assert.That(differences, Has.Count.EqualTo(count));
    }

    [TestCase(200, 1)]
    [TestCase(400, 0)]
    [TestCase(415, 0)]
    public void Compare_WhenTheWholeResponseIsAccidental_RequiresAnAcceptableStatus(int status, int count)
    {
        Exchange step = NewStep() with { Quirk = true, Sound = new SoundResponse([400, 415]) };

        IReadOnlyList<string> differences = Compare(step, NewResponse(status));

        Assert.That(differences, Has.Count.EqualTo(count));
    }

    private IReadOnlyList<string> Compare(Exchange step, StrictResponse response) =>
        new ResponseComparison(clock).Differences(step, response, Variables);

    private static Exchange NewStep(string json = Body, int status = 200) => new()
    {
        Id = "made-up/01",
        Name = "made up",
        Expect = new Expectation
        {
            Status = status,
            Body = "json",
            Json = JsonDocument.Parse(json).RootElement,
            Headers = new Dictionary<string, string?>
            {
                ["Content-Type"] = "application/json; charset=utf-8",
                ["WWW-Authenticate"] = "Bearer realm=\"api\"",
                ["Allow"] = "GET, OPTIONS",
                ["Set-Cookie"] = null,
            },
        },
    };

    private StrictResponse NewResponse(int status = 200, Action<JsonNode>? change = null, Dictionary<string, string>? headers = null)
    {
        JsonNode body = JsonNode.Parse(Template.Expand(Body, Variables))!;
        body["user"]!["id"] = Guid.Empty;
        body["user"]!["tokens"]!["access"] = NewToken("access", 300);
        change?.Invoke(body);
        Dictionary<string, string> all = new(headers ?? [], StringComparer.OrdinalIgnoreCase);
        all.TryAdd("Content-Type", "application/json");
        all.TryAdd("WWW-Authenticate", "bearer");
        all.TryAdd("Allow", "HEAD, GET");
        return new StrictResponse(status, all, body.ToJsonString());
    }

    private string NewToken(string type, int secondsLeft) => Jws.Sign(
        new JsonObject { ["alg"] = "HS256" },
        new JsonObject { ["token_type"] = type, ["exp"] = clock.GetUtcNow().ToUnixTimeSeconds() + secondsLeft },
        "a key");
}
