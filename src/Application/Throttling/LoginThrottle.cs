using CleanAuth.Application.Abstractions.Clients;
using CleanAuth.Application.Abstractions.Throttling;
using CleanAuth.Application.Errors;
using CleanAuth.Domain.Accounts;
using CleanAuth.Domain.Throttling;

namespace CleanAuth.Application.Throttling;

/// <summary>
/// Limits how often passwords are guessed at one address: by a network, by the IPv6 /56 and /48 around it, and by all networks that
/// are strange to the account. Networks from which its owner logged in lately have a limit of their own, so that strangers cannot
/// lock the owner out. Nothing here depends on whether an account has the address.
/// </summary>
internal sealed class LoginThrottle(
    IAttemptCounterRepository records,
    IRequestClient client,
    ThrottlingOptions options,
    TimeProvider clock)
{
    /// <summary>
    /// Whether the account logged in lately from the caller's network. Every address takes the same work, and only a caller from
    /// such a network can see a difference.
    /// </summary>
    public async Task<bool> IsFromKnownNetworkAsync(string email, CancellationToken cancellationToken)
    {
        string id = AttemptCounter.Blank(email, ClientNetwork.Of(client.Network)).Id;
        AttemptCounterOfAddress? stored = (await records.ReadAsync(email, [id], cancellationToken)).SingleOrDefault();
        return IsOfKnownNetwork(stored, clock.GetUtcNow());
    }

    /// <summary>Looks before anything is done for the caller. It reads only, so that those who are refused cost little.</summary>
    /// <exception cref="ThrottledException">There is no try left now.</exception>
    public async Task<LoginAttempt> AdmitAsync(string email, CancellationToken cancellationToken)
    {
        LoginAttempt login = new(AttemptCounter.Blank(email, ClientNetwork.Of(client.Network)), [.. BlankShared(email)]);
        if (!options.Enabled)
        {
            return login;
        }

        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyList<AttemptCounterOfAddress> stored = await records.ReadAsync(
            email,
            [login.Own.Id, .. login.Shared.Select(shared => shared.Record.Id)],
            cancellationToken);
        AttemptCounterOfAddress? own = stored.FirstOrDefault(row => row.Record.Id == login.Own.Id);
        login.Own = own?.Record ?? login.Own;
        foreach (SharedAttempts shared in login.Shared)
        {
            shared.Record = stored.FirstOrDefault(row => row.Record.Id == shared.Record.Id)?.Record ?? shared.Record;
        }

        login.IsFromKnownNetwork = IsOfKnownNetwork(own, now);
        Admit(login.Own, OwnLimit(login), now);
        foreach (SharedAttempts shared in login.Counted)
        {
            Admit(shared.Record, shared.Limit, now);
        }

        return login;
    }

    /// <summary>Counts the try before the password is looked at: of many at once, no more get through than are left.</summary>
    /// <exception cref="ThrottledException">Others have used up the tries meanwhile.</exception>
    public async Task CountAsync(LoginAttempt login, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        login.Own = await CountAsync(login.Own, OwnLimit(login), cancellationToken);
        foreach (SharedAttempts shared in login.Counted)
        {
            shared.Record = await CountAsync(shared.Record, shared.Limit, cancellationToken);
        }
    }

    /// <summary>
    /// Counts a change of the password by the holder of the account, once the new password is accepted. Each change sends an email
    /// and ends sessions, and a thief could void each link that the owner asks for. The account is counted, whatever its address.
    /// </summary>
    /// <exception cref="ThrottledException">The account has changed its password too often.</exception>
    public Task CountPasswordChangeAsync(User user, CancellationToken cancellationToken) =>
        CountAsync($"{user.Id}", "password changes", ThrottlingOptions.PasswordChanges, cancellationToken);

    /// <summary>
    /// Counts that an account leaves its address, by a deletion or for another address, though its holder never verified it. The address is
    /// counted, whatever accounts of it come and go. Where the address is verified, nothing is counted: its owner may leave.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts left the address.</exception>
    public Task CountDepartureAsync(User user, CancellationToken cancellationToken) => user.IsEmailVerified
        ? Task.CompletedTask
        : CountAsync(user.Email, "departures from an unverified address", ThrottlingOptions.UnverifiedDepartures, cancellationToken);

    /// <summary>
    /// Counts that an account moves to an address that nobody confirmed. Moves there and back, by an undo, would else void the links of
    /// its owner without end.
    /// </summary>
    /// <exception cref="ThrottledException">Too many accounts moved to the address.</exception>
    public Task CountArrivalAsync(string email, CancellationToken cancellationToken) =>
        CountAsync(email, "moves to an unconfirmed address", ThrottlingOptions.UnverifiedDepartures, cancellationToken);

    /// <summary>Whether this try was the last for now of its network, of a prefix around it, or of all strange networks.</summary>
    public bool WasTheLast(LoginAttempt login) =>
        options.Enabled
        && (login.Own.Tries == OwnLimit(login).Tries || login.Counted.Any(shared => shared.Record.Tries == shared.Limit.Tries));

    /// <summary>Adds to the next save that the owner has logged in.</summary>
    public void Remember(LoginAttempt login, User owner)
    {
        if (options.Enabled)
        {
            login.Own.Succeed(owner.Id, options.KnownNetworkLifetime, clock.GetUtcNow());
            records.Update(login.Own);
        }
    }

    /// <summary>Undoes, once a login is saved, what it counted against other networks too.</summary>
    public Task ForgiveAsync(LoginAttempt login, CancellationToken cancellationToken) =>
        options.Enabled && !login.IsFromKnownNetwork
            ? records.TakeBackTriesAsync([.. login.Shared.Select(shared => shared.Record.Id)], cancellationToken)
            : Task.CompletedTask;

    /// <summary>
    /// Lets the caller's network log in, whatever was tried at the account before: its owner has just shown themselves there
    /// otherwise, in most cases because they had forgotten the password and tried others.
    /// </summary>
    public async Task WelcomeAsync(User owner, CancellationToken cancellationToken)
    {
        AttemptCounter blank = AttemptCounter.Blank(owner.Email, ClientNetwork.Of(client.Network));
        if (!options.Enabled)
        {
            return;
        }

        AttemptCounter seen = (await records.ReadAsync([blank.Id], cancellationToken)).SingleOrDefault() ?? blank;
        AttemptCounter next = seen.Count(options.KnownNetwork, clock.GetUtcNow());
        next.Succeed(owner.Id, options.KnownNetworkLifetime, clock.GetUtcNow());

        // Where another request is first, that one counts.
        await records.TryReplaceAsync(seen, next, cancellationToken);
    }

    // The narrowest first: a network that is refused for its prefix must not use up the tries of all strangers.
    private IEnumerable<SharedAttempts> BlankShared(string email) =>
    [
        .. ClientNetwork.PrefixesOf(client.Network).Zip(
            options.StrangePrefixes,
            (prefix, limit) => new SharedAttempts(AttemptCounter.Blank(email, prefix), limit)),
        new SharedAttempts(AttemptCounter.Blank(email, AttemptCounter.AllStrangers), options.AllStrangers),
    ];

    // One login from an unknown network must not give every unknown client the tries of a known network, and a login of an attacker to an
    // account that had the address before must not make their network one of its next account: it may have begun before the address changed.
    private bool IsOfKnownNetwork(AttemptCounterOfAddress? stored, DateTimeOffset now) =>
        ClientNetwork.Of(client.Network) != ClientNetwork.Unknown
        && stored is { IsOfAccount: true }
        && stored.Record.IsOfKnownNetwork(options.KnownNetworkLifetime, now);

    private AttemptLimit OwnLimit(LoginAttempt login) => login.IsFromKnownNetwork ? options.KnownNetwork : options.StrangeNetwork;

    private async Task CountAsync(string name, string purpose, AttemptLimit limit, CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return;
        }

        AttemptCounter blank = AttemptCounter.Blank(name, purpose);
        AttemptCounter seen = (await records.ReadAsync([blank.Id], cancellationToken)).SingleOrDefault() ?? blank;
        await CountAsync(seen, limit, cancellationToken);
    }

    private async Task<AttemptCounter> CountAsync(AttemptCounter seen, AttemptLimit limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            DateTimeOffset now = clock.GetUtcNow();
            Admit(seen, limit, now);
            AttemptCounter next = seen.Count(limit, now);
            if (await records.TryReplaceAsync(seen, next, cancellationToken))
            {
                return next;
            }

            // Another request was first. Each time around one of them has used up a try, so this ends.
            seen = (await records.ReadAsync([seen.Id], cancellationToken)).SingleOrDefault() ?? seen.Forget();
        }
    }

    private static void Admit(AttemptCounter record, AttemptLimit limit, DateTimeOffset now)
    {
        TimeSpan wait = record.WaitUnder(limit, now);
        if (wait > TimeSpan.Zero)
        {
            throw new ThrottledException(wait);
        }
    }
}

/// <summary>One try to log in, and what is remembered of those before it.</summary>
internal sealed class LoginAttempt(AttemptCounter own, IReadOnlyList<SharedAttempts> shared)
{
    /// <summary>The tries of the caller's network.</summary>
    public AttemptCounter Own { get; set; } = own;

    /// <summary>The tries that it has together with other strange networks: those of its prefixes, and all of them.</summary>
    public IReadOnlyList<SharedAttempts> Shared { get; } = shared;

    public bool IsFromKnownNetwork { get; set; }

    /// <summary>The shared tries that this one counts against.</summary>
    public IReadOnlyList<SharedAttempts> Counted => IsFromKnownNetwork ? [] : Shared;
}

/// <summary>The tries that several networks have together.</summary>
internal sealed class SharedAttempts(AttemptCounter record, AttemptLimit limit)
{
    public AttemptCounter Record { get; set; } = record;

    public AttemptLimit Limit { get; } = limit;
}
