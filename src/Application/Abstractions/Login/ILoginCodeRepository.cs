using CleanAuth.Domain.Login;

namespace CleanAuth.Application.Abstractions.Login;

/// <summary>The requests to log in with a code.</summary>
public interface ILoginCodeRepository
{
    /// <summary>Adds a request to the next save.</summary>
    void Add(LoginCode code);

    /// <summary>A request, to be changed and saved.</summary>
    Task<LoginCode?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes one of the tries before the code is looked at, and answers the request as it is then; null when it is unknown,
    /// has expired, or has no try left.
    /// </summary>
    Task<LoginCode?> TryCountAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Uses a request up, within the transaction that is under way; of any number of callers one gets true.</summary>
    Task<bool> TryUseAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);
}
