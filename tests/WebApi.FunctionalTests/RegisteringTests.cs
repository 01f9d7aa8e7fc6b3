using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests;

internal sealed class RegisteringTests
{
    [Test]
    public async Task Register_WhenInputIsGood_AnswersTheAccount()
    {
        using CleanAuthHost host = new();
        using HttpClient client = host.Connect();

        using HttpResponseMessage response = await client.PostAsJsonAsync(
            "/api/register/",
            new { user = new { email = "ada@Example.COM", username = "ada", password = "correct horse" } });

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        JsonNode? body = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(
            body!.ToJsonString(),
            Is.EqualTo("""{"user":{"email":"ada@example.com","username":"ada","bio":"","full_name":""}}"""));
    }
}
