namespace CleanAuth.Application.Abstractions.Clients;

/// <summary>Who is calling, as the service sees it; nobody in a command.</summary>
public interface IRequestClient
{
    /// <summary>The address of the caller.</summary>
    string? Network { get; }

    /// <summary>The caller's user agent, 256 characters at most.</summary>
    string? UserAgent { get; }
}
