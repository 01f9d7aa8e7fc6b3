using CleanAuth.Domain.Login;

namespace CleanAuth.Application.Abstractions.Login;

/// <summary>The requests for login codes.</summary>
public interface ILoginCodeRepository
{
    /// <summary>Adds a request to the unit of work.</summary>
    void Add(LoginCode code);

    /// <summary>Returns a request, tracked.</summary>
    Task<LoginCode?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Counts an attempt and returns the request with the new count. Call it before the comparison of the code.
    /// Returns null if the request is unknown, has expired, or has no attempt left.
    /// </summary>
    Task<LoginCode?> TryCountAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Redeems a request in the current transaction. Returns true for only one of several concurrent callers.</summary>
    Task<bool> TryRedeemAsync(string id, DateTimeOffset now, CancellationToken cancellationToken);
}
