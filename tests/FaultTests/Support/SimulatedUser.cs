namespace CleanAuth.FaultTests.Support;

/// <summary>Uses the service until it stops responding, remembers each confirmed change, and then checks that it is stored.</summary>
internal sealed class SimulatedUser(ApiClient client, ResponseCounter counter)
{
    private readonly TestAccount account = TestAccount.Create();
    private readonly List<TokenPair> loggedOut = [];
    private bool registered;
    private TokenPair? tokens;
    private string bio = "";
    private string attemptedBio = "";

    public async Task RunUntilUnavailableAsync()
    {
        registered = IsConfirmed(await client.RegisterAsync(account));
        while (registered
            && await OpenSessionAsync() && await UpdateAsync() && await RefreshAsync() && await UpdateAsync() && await LogOutAsync())
        {
            // Repeat until a request fails.
        }
    }

    public async Task<IReadOnlyList<string>> FindLostChangesAsync()
    {
        if (!registered)
        {
            return [];
        }

        List<string> lost = [];
        Response loggedIn = await client.LogInAsync(account);
        if (loggedIn.Status != 200)
        {
            return [$"a registration: {loggedIn}"];
        }

        Response profile = await client.ReadUserAsync(TokenPair.Read(loggedIn.Body).Access);
        if (!HasBio(profile, bio) && !HasBio(profile, attemptedBio))
        {
            lost.Add($"an update to {bio}: {profile}");
        }

        if (tokens is not null && await client.RefreshAsync(tokens.Refresh) is { Status: not 200 } refreshed)
        {
            lost.Add($"a login or a refresh: {refreshed}");
        }

        foreach (TokenPair ended in loggedOut)
        {
            Response[] responses = [await client.RefreshAsync(ended.Refresh), await client.ReadUserAsync(ended.Access)];
            lost.AddRange(responses.Where(response => response.Status != 401).Select(response => $"a logout: {response}"));
        }

        return lost;
    }

    private static bool HasBio(Response profile, string bio) => profile.Body.Contains($"\"bio\":\"{bio}\"", StringComparison.Ordinal);

    private async Task<bool> OpenSessionAsync()
    {
        Response response = await client.LogInAsync(account);
        tokens = response.Status == 200 ? TokenPair.Read(response.Body) : null;
        return IsConfirmed(response);
    }

    private async Task<bool> UpdateAsync()
    {
        attemptedBio = Guid.NewGuid().ToString("n");
        Response response = await client.UpdateBioAsync(tokens!, attemptedBio);
        bio = response.Status == 200 ? attemptedBio : bio;
        return IsConfirmed(response);
    }

    // If the response is lost, a retry with the same token returns the same successor.
    private async Task<bool> RefreshAsync()
    {
        Response response = await client.RefreshAsync(tokens!.Refresh);
        tokens = response.Status == 200 ? TokenPair.Read(response.Body) : tokens;
        return IsConfirmed(response);
    }

    private async Task<bool> LogOutAsync()
    {
        TokenPair ending = tokens!;

        // If the response is lost, the session may or may not have ended.
        tokens = null;
        Response response = await client.LogOutAsync(ending);
        if (response.Status == 204)
        {
            loggedOut.Add(ending);
        }

        return IsConfirmed(response);
    }

    private bool IsConfirmed(Response response)
    {
        if (response.Status is >= 200 and < 300)
        {
            counter.Count();
            return true;
        }

        // After a 503 the client does not know whether the change was stored, as after a lost response.
        return response.Status is null or 503 ? false : throw new InvalidOperationException($"A valid request failed: {response}");
    }
}
