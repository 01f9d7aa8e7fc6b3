using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace CleanAuth.WebApi.FunctionalTests.Operations;

internal sealed class LogFormatTests
{
    [Test]
    public async Task Serve_WhenItLogs_WritesJsonLinesInUtc()
    {
        using TcpListener occupied = new(IPAddress.Loopback, 0);
        occupied.Start();
        using Executable executable = new();

        // It logs that it created a signing key, and exits because the port is in use.
        CommandResult result = await executable.RunAsync(
            "",
            environment: ("ASPNETCORE_URLS", $"http://127.0.0.1:{((IPEndPoint)occupied.LocalEndpoint).Port}"));

        JsonNode[] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.That(lines.Select(line => (int?)line["EventId"]), Does.Contain(4001));
        Assert.That(lines.Select(line => (string?)line["Timestamp"]), Is.All.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(
            lines.SelectMany(line => new[] { (string?)line["LogLevel"], (string?)line["Category"], (string?)line["Message"] }),
            Is.All.Not.Null);
    }
}
