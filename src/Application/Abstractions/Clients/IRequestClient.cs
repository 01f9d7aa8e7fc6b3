namespace CleanAuth.Application.Abstractions.Clients;

/// <summary>The client of the current request; all members are null in a command.</summary>
public interface IRequestClient
{
    /// <summary>The network of the caller.</summary>
    string? Network { get; }

    /// <summary>The caller's user agent, 256 characters at most.</summary>
    string? UserAgent { get; }
}
