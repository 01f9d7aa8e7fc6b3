using System.Text.Json;
using CleanAuth.Application.Operations.ActivateUser;
using CleanAuth.Application.Operations.DeactivateUser;
using CleanAuth.Application.Operations.DeleteUser;
using CleanAuth.Application.Operations.GrantStaff;
using CleanAuth.WebApi.FunctionalTests.Contract.Recorded;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CleanAuth.WebApi.FunctionalTests.Contract;

/// <summary>Replays recorded scenarios against a running service; its signing key is known if it is a shared one.</summary>
internal sealed class Replay(CleanAuthHost host, string? signingKey) : IDisposable
{
    // Marks the accounts of a replay; constant, since the database is new.
    private const string Run = "r7k2qd";

    private readonly HttpClient client = Connect(host);
    private readonly ResponseComparison comparison = new(host.Clock);

    public async Task<IReadOnlyList<StepResult>> RunAsync(Scenario scenario)
    {
        Dictionary<string, string> variables = new() { ["run"] = Run };
        List<StepResult> results = [];
        foreach (Exchange step in scenario.Steps)
        {
            results.Add(await PerformAsync(step, variables));
        }

        return results;
    }

    public void Dispose() => client.Dispose();

    private async Task<StepResult> PerformAsync(Exchange step, Dictionary<string, string> variables)
    {
        if (step.NeedsSigningKey && signingKey is null)
        {
            return new StepResult(step, [], "needs a signing key that the test shares");
        }

        try
        {
            foreach ((string name, TokenRecipe recipe) in step.Let)
            {
                variables[name] = recipe.Make(variables, host.Clock.GetUtcNow(), signingKey);
            }

            host.Clock.Advance(TimeSpan.FromSeconds(step.Wait));
            return step.Admin is null ? await ExchangeAsync(step, variables) : await ChangeAsync(step, variables);
        }
        catch (KeyNotFoundException exception)
        {
            return new StepResult(step, [$"not sent, for an earlier step gave no value: {exception.Message}"]);
        }
    }

    private async Task<StepResult> ExchangeAsync(Exchange step, Dictionary<string, string> variables)
    {
        using HttpRequestMessage request = step.Request!.ToMessage(client.BaseAddress!, variables);
        using HttpResponseMessage message = await client.SendAsync(request);
        StrictResponse response = await StrictResponse.ReadAsync(message);
        foreach ((string name, string path) in step.Capture)
        {
            Capture(name, path, response, variables);
        }

        return step.IsJudged
            ? new StepResult(step, comparison.Differences(step, response, variables))
            : new StepResult(step, [], "an accident of the original without a sound counterpart");
    }

    private async Task<StepResult> ChangeAsync(Exchange step, Dictionary<string, string> variables)
    {
        string email = Template.Expand(step.Admin!.Email, variables);
        IRequest command = step.Admin.Op switch
        {
            "deactivate" => new DeactivateUserCommand(email),
            "activate" => new ActivateUserCommand(email),
            "staff" => new GrantStaffCommand(email, AllowUnprovenOwner: true),
            "delete" => new DeleteUserCommand(email),
            _ => throw new NotSupportedException($"There is no change called {step.Admin.Op}."),
        };
        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(command);
        return new StepResult(step, []);
    }

    private static HttpClient Connect(CleanAuthHost host)
    {
        host.Start();
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            Expect100ContinueTimeout = Timeout.InfiniteTimeSpan,
        })
        { BaseAddress = host.BaseAddress };
    }

    private static void Capture(string name, string path, StrictResponse response, Dictionary<string, string> variables)
    {
        variables.Remove(name);
        JsonElement value = response.Json;
        foreach (string member in path.Split('.'))
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(member, out value))
            {
                return;
            }
        }

        variables[name] = value.ToString();
    }
}
