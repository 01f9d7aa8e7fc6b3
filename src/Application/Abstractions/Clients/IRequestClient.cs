namespace CleanAuth.Application.Abstractions.Clients;

/// <summary>The client of the current request. All members are null on the command line.</summary>
public interface IRequestClient
{
    /// <summary>The network of the caller.</summary>
    string? Network { get; }

    /// <summary>The caller's user agent, 256 characters at most.</summary>
    string? UserAgent { get; }
}
