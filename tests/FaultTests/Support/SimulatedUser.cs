namespace CleanAuth.FaultTests.Support;

/// <summary>Uses the service until it answers no more, remembers what it was answered, and then looks whether that is there.</summary>
internal sealed class SimulatedUser(Client client, ResponseCounter countdown)
{
    private readonly Account account = Account.Create();
    private readonly List<TokenPair> loggedOut = [];
    private bool registered;
    private TokenPair? tokens;
    private string bio = "";
    private string attemptedBio = "";

    public async Task RunUntilUnavailableAsync()
    {
        registered = IsAnswered(await client.RegisterAsync(account));
        while (registered && await OpenSessionAsync() && await UpdateAsync() && await RefreshAsync() && await UpdateAsync() && await LogOutAsync())
        {
            // again
        }
    }

    public async Task<IReadOnlyList<string>> FindLostChangesAsync()
    {
        if (!registered)
        {
            return [];
        }

        List<string> losses = [];
        Answer loggedIn = await client.LogInAsync(account);
        if (loggedIn.Status != 200)
        {
            return [$"a registration: {loggedIn}"];
        }

        Answer profile = await client.ReadProfileAsync(TokenPair.Read(loggedIn.Body));
        if (!Says(profile, bio) && !Says(profile, attemptedBio))
        {
            losses.Add($"an update to {bio}: {profile}");
        }

        if (tokens is not null && await client.RefreshAsync(tokens.Refresh) is { Status: not 200 } refreshed)
        {
            losses.Add($"a login or a refresh: {refreshed}");
        }

        foreach (TokenPair ended in loggedOut)
        {
            Answer[] answers = [await client.RefreshAsync(ended.Refresh), await client.ReadProfileAsync(ended)];
            losses.AddRange(answers.Where(answer => answer.Status != 401).Select(answer => $"a logout: {answer}"));
        }

        return losses;
    }

    private static bool Says(Answer profile, string bio) => profile.Body.Contains($"\"bio\":\"{bio}\"", StringComparison.Ordinal);

    private async Task<bool> OpenSessionAsync()
    {
        Answer answer = await client.LogInAsync(account);
        tokens = answer.Status == 200 ? TokenPair.Read(answer.Body) : null;
        return IsAnswered(answer);
    }

    private async Task<bool> UpdateAsync()
    {
        attemptedBio = Guid.NewGuid().ToString("n");
        Answer answer = await client.UpdateBioAsync(tokens!, attemptedBio);
        bio = answer.Status == 200 ? attemptedBio : bio;
        return IsAnswered(answer);
    }

    // Where the reply is lost, the token that was sent gets the same successor.
    private async Task<bool> RefreshAsync()
    {
        Answer answer = await client.RefreshAsync(tokens!.Refresh);
        tokens = answer.Status == 200 ? TokenPair.Read(answer.Body) : tokens;
        return IsAnswered(answer);
    }

    private async Task<bool> LogOutAsync()
    {
        TokenPair ending = tokens!;

        // Until the response arrives, the session may or may not have ended.
        tokens = null;
        Answer answer = await client.LogOutAsync(ending);
        if (answer.Status == 204)
        {
            loggedOut.Add(ending);
        }

        return IsAnswered(answer);
    }

    private bool IsAnswered(Answer answer)
    {
        if (answer.Status is >= 200 and < 300)
        {
            countdown.Count();
            return true;
        }

        // A client that must retry knows as little as one whose response was lost.
        return answer.Status is null or 503 ? false : throw new InvalidOperationException($"A good request was answered {answer}.");
    }
}
