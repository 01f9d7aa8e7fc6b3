using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CleanAuth.Domain.Emails;
using CleanAuth.Infrastructure.Tokens.SigningKeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace CleanAuth.WebApi.FunctionalTests.Attacks;

/// <summary>The service under attack. The attacker has its signing key if the case requires that.</summary>
internal sealed class AttackedService : IDisposable
{
    public const string Password = "tide pool lantern orbit";

    public static readonly (string Name, string Value)[] Settings = [("Cors:AllowedOrigins:0", "https://app.example")];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HttpClient client;
    private int users;

    public AttackedService(params (string Name, string Value)[] settings)
        : this(register: null, settings)
    {
        // on the service as it is
    }

    public AttackedService(Action<IServiceCollection>? register, params (string Name, string Value)[] settings)
    {
        listener.Start();
        Host = new CleanAuthHost([.. Settings, .. settings]) { Register = register };
        client = Host.Connect();
        Api = new Api(client);
        RawConnection = new RawConnection(client.BaseAddress!);
    }

    public CleanAuthHost Host { get; }

    public Api Api { get; }

    public RawConnection RawConnection { get; }

    /// <summary>Whether the service has called the address that some tokens name.</summary>
    public bool WasCalled => listener.Pending();

    public int ListenerPort => ((IPEndPoint)listener.LocalEndpoint).Port;

    public (string Id, ECDsa Key) SigningKey
    {
        get
        {
            ECDsaSecurityKey key = (ECDsaSecurityKey)Host.Services.GetRequiredService<SigningKeyRing>().Current.Key;
            return (key.KeyId, key.ECDsa);
        }
    }

    public (string Email, string Username) NewNames()
    {
        string username = $"user{Interlocked.Increment(ref users)}";
        return ($"{username}@example.com", username);
    }

    public async Task<Victim> RegisterAndLogInAsync()
    {
        (string email, string username) = NewNames();
        ClientTokens session = await Api.RegisterAndLogInAsync(email, username, Password);
        return new Victim((string)ClientTokens.ClaimsOf(session.Access)["user_id"]!, email, username, session);
    }

    /// <summary>The values of the variables for a user, with new tokens.</summary>
    public async Task<CaseVariables> VariablesAsync(Victim victim)
    {
        Victim other = await RegisterAndLogInAsync();
        Victim deleted = await RegisterAndLogInAsync();
        await Api.DeleteAccountAsync(deleted.Tokens.Access);
        string login = JsonSerializer.Serialize(new { user = new { email = victim.Email, password = Password } });
        return new CaseVariables
        {
            ["ALG"] = "ES256",
            ["ALG_SIBLING"] = "ES384",
            ["KID"] = SigningKey.Id,
            ["NOW"] = $"{Host.Clock.GetUtcNow().ToUnixTimeSeconds()}",
            ["NOW+300"] = $"{Host.Clock.GetUtcNow().ToUnixTimeSeconds() + 300}",
            ["ISS"] = (string)ClientTokens.ClaimsOf(victim.Tokens.Access)["iss"]!,
            ["AUD"] = (string)ClientTokens.ClaimsOf(victim.Tokens.Access)["aud"]!,
            ["SUB"] = victim.Id,
            ["OTHER_SUB"] = other.Id,
            ["OTHER_ID"] = other.Id,
            ["DELETED_SUB"] = deleted.Id,
            ["DENIED_JTI"] = (string)ClientTokens.ClaimsOf(deleted.Tokens.Access)["jti"]!,
            ["ACCESS"] = victim.Tokens.Access,
            ["REFRESH"] = victim.Tokens.Refresh,
            ["RESET_TOKEN"] = await RequestResetAsync(victim),
            ["BAD"] = victim.Tokens.Access[..^4],
            ["PW"] = Password,
            ["HOST"] = RawConnection.Host,
            ["RANDOM"] = "road",
            ["LISTENER"] = $"{ListenerPort}",
            ["ADMIN_LIST"] = "/admin/users/",
            ["GOOD_LOGIN"] = login,
            ["LEN:GOOD_LOGIN"] = $"{Encoding.UTF8.GetByteCount(login)}",
            ["LEN:SMUGGLED"] = $"{$"GET /api/smuggled-road HTTP/1.1\r\nHost: {RawConnection.Host}\r\n\r\n".Length}",
            ["JWE_DIR_GARBAGE"] = JweRecipe.OfGarbage,
            ["JWE_PBES2_HUGE"] = JweRecipe.WithManyIterations,
            ["JWE_ZIP_BOMB"] = JweRecipe.WithBomb,
        };
    }

    private async Task<string> RequestResetAsync(Victim victim)
    {
        await Api.RequestResetAsync(victim.Email);
        return await new Mailbox(Host).TokenAsync(EmailKind.ResetPassword, victim.Email);
    }

    public void Dispose()
    {
        Api.Dispose();
        client.Dispose();
        Host.Dispose();
        listener.Dispose();
    }
}

/// <summary>A user of the service who is logged in.</summary>
internal sealed record Victim(string Id, string Email, string Username, ClientTokens Tokens)
{
    public (string Name, string Value) Bearer => ("Authorization", $"Bearer {Tokens.Access}");
}
