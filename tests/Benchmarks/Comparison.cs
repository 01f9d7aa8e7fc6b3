namespace CleanAuth.Benchmarks;

/// <summary>
/// Compares the service with the endpoints of ASP.NET Core Identity and with bare endpoints. Each server has its own process, the load
/// generator shares the processors with them, and each round measures the scenarios in turn, so that drift of the machine affects all.
/// </summary>
internal sealed class Comparison(BenchmarkOptions options)
{
    private const string Hash = "hashes on every processor";
    private const int HashingConnections = 8;

    private static readonly Dictionary<string, string> Settings = new()
    {
        // The tokens must stay valid for a long run, and all requests come from one address.
        ["Tokens__AccessTokenLifetime"] = "01:00:00",
        ["Throttling__Enabled"] = "false",
    };

    private readonly Table table = new();

    public async Task RunAsync()
    {
        Console.WriteLine($"{options.Rounds} rounds of {options.Seconds} s, {Environment.ProcessorCount} processors.");
        if (options.Only.Length == 0)
        {
            await new StartUp(options).MeasureAsync(table);
        }

        await MeasureLoadAsync();
        table.Write(Console.Out);
    }

    private async Task MeasureLoadAsync()
    {
        await using ServerProcess service = await ServerProcess.StartAsync(options.FindService(), Settings);
        await using ServerProcess identity = await ServerProcess.StartAsync(options.FindIdentity(), []);
        await using ServerProcess bare = await ServerProcess.StartAsync(options.FindBare(), []);
        List<Scenario> scenarios =
        [
            .. await ReadAndRefreshAsync("CleanAuth", service, Requests.Register(Sessions.Username), Requests.LogIn(Sessions.Username)),
            .. await ReadAndRefreshAsync("bare", bare, register: null, Requests.LogIn(Sessions.Username)),
            .. await OfIdentityAsync(identity),
            new Scenario("CleanAuth login", service, _ => new RequestSequence(Requests.LogIn(Sessions.Username), 200), HashingConnections),
            new Scenario("CleanAuth register", service, _ => new RegistrationSequence(Requests.Register("new-00000000"), 201), HashingConnections),
        ];
        if (Environment.GetEnvironmentVariable("CLEANAUTH_TEST_POSTGRESQL") is not { Length: > 0 } server)
        {
            Console.WriteLine("Set CLEANAUTH_TEST_POSTGRESQL to the connection string of a server to measure PostgreSQL too.");
            await MeasureAsync(scenarios);
            return;
        }

        await using PostgreSqlDatabase ofService = await PostgreSqlDatabase.CreateAsync(server);
        await using PostgreSqlDatabase ofBare = await PostgreSqlDatabase.CreateAsync(server);
        await using ServerProcess servicePostgreSql = await ServerProcess.StartAsync(options.FindService(), new(Settings)
        {
            ["Database__Provider"] = "PostgreSql",
            ["Database__MigrateOnStartup"] = "true",
            ["ConnectionStrings__CleanAuth"] = ofService.ConnectionString,
        });
        await using ServerProcess barePostgreSql = await ServerProcess.StartAsync(
            options.FindBare(), new() { ["ConnectionStrings__PostgreSql"] = ofBare.ConnectionString });
        scenarios.AddRange(await ReadAndRefreshAsync(
            "CleanAuth, PostgreSQL", servicePostgreSql, Requests.Register(Sessions.Username), Requests.LogIn(Sessions.Username)));
        scenarios.AddRange(await ReadAndRefreshAsync("bare, PostgreSQL", barePostgreSql, register: null, Requests.LogIn(Sessions.Username)));
        await MeasureAsync(scenarios);
    }

    private async Task MeasureAsync(List<Scenario> all)
    {
        Scenario[] scenarios = [.. all.Where(scenario => scenario.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
        for (int round = 0; round <= options.Rounds; round++)
        {
            // Round 0 warms up.
            TimeSpan duration = TimeSpan.FromSeconds(round == 0 ? options.WarmUp : options.Seconds);
            foreach (Scenario scenario in scenarios)
            {
                Measurement measured = await scenario.MeasureAsync(duration);
                if (round > 0)
                {
                    table.Add(scenario.Name, measured.PerSecond);
                }
            }

            if (round > 0 && scenarios.Any(scenario => scenario.Connections == HashingConnections))
            {
                table.Add(Hash, await HashRate.MeasureAsync(duration));
            }
        }

        Compare();
    }

    private void Compare()
    {
        table.Compare("CleanAuth profile", "bare profile", atLeast: 0.8);
        table.Compare("CleanAuth profile", "Identity profile", atLeast: 3);
        table.Compare("CleanAuth refresh", "bare refresh", atLeast: 1.1);
        table.Compare("CleanAuth refresh", "Identity refresh");
        table.Compare("CleanAuth, PostgreSQL profile", "CleanAuth profile", atLeast: 0.75);
        table.Compare("CleanAuth, PostgreSQL refresh", "CleanAuth refresh", atLeast: 0.65);
        table.Compare("CleanAuth, PostgreSQL refresh", "bare, PostgreSQL refresh", atLeast: 0.9);
        table.Compare("CleanAuth login", Hash, atLeast: 0.95);
        table.Compare("CleanAuth login", "Identity login");
        table.Compare("CleanAuth register", Hash, atLeast: 0.95);
        table.Compare("CleanAuth register", "Identity register");
    }

    private async Task<Scenario[]> ReadAndRefreshAsync(string name, ServerProcess server, byte[]? register, byte[] logIn)
    {
        Sessions sessions = await Sessions.OpenAsync(server.Address, options.Connections, register, logIn);
        RequestSequence read = new(Requests.Profile("/api/user/", sessions[0].AccessToken), StatusCodes.Status200OK);
        RequestSequence[] rotate = [.. Enumerable.Range(0, options.Connections)
            .Select(number => new RotationSequence(Requests.Refresh(sessions[number].RefreshToken)))];
        return
        [
            new Scenario($"{name} profile", server, _ => read, options.Connections),
            new Scenario($"{name} refresh", server, number => rotate[number], options.Connections),
        ];
    }

    private async Task<Scenario[]> OfIdentityAsync(ServerProcess server)
    {
        byte[] logIn = Requests.LogInToIdentity(Sessions.Username);
        Sessions sessions = await Sessions.OpenAsync(server.Address, 1, Requests.RegisterWithIdentity(Sessions.Username), logIn);
        RequestSequence read = new(Requests.Profile("/manage/info", sessions[0].AccessToken), StatusCodes.Status200OK);
        RequestSequence refresh = new(Requests.RefreshWithIdentity(sessions[0].RefreshToken), StatusCodes.Status200OK);
        return
        [
            new Scenario("Identity profile", server, _ => read, options.Connections),
            new Scenario("Identity refresh", server, _ => refresh, options.Connections),
            new Scenario("Identity login", server, _ => new RequestSequence(logIn, StatusCodes.Status200OK), HashingConnections),
            new Scenario(
                "Identity register",
                server,
                _ => new RegistrationSequence(Requests.RegisterWithIdentity("new-00000000"), StatusCodes.Status200OK),
                HashingConnections),
        ];
    }
}
