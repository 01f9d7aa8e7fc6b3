using CleanAuth.Domain.Login;

namespace CleanAuth.Application.Abstractions.Login;

/// <summary>The requests to log in with a code.</summary>
public interface ILoginCodeRepository
{
    /// <summary>Adds a request to the unit of work.</summary>
    void Add(LoginCode code);

    /// <summary>Returns a request, tracked.</summary>
    Task<LoginCode?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Uses up one attempt before the code is compared, and returns the request with the new count.
    /// Returns null when the request is unknown, has expired, or has no attempt left.
    /// </summary>
    Task<LoginCode?> TryCountAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Redeems a request in the current transaction. Only one of concurrent callers gets true.</summary>
    Task<bool> TryRedeemAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);
}
