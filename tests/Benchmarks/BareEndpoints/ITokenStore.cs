namespace CleanAuth.BareEndpoints;

/// <summary>Stores tokens on the disk before it returns, as the service does.</summary>
public interface ITokenStore
{
    /// <summary>Replaces a token of a session. The first token of a session replaces none.</summary>
    Task ReplaceAsync(Guid token, Guid successor, CancellationToken cancellationToken);
}
