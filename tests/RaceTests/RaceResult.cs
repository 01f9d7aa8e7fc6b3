using System.Globalization;

namespace CleanAuth.RaceTests;

/// <summary>The result of a scenario.</summary>
internal sealed record RaceResult
{
    public required int Rounds { get; init; }

    public required int Presentations { get; init; }

    /// <summary>Presentations whose client closed the connection before it read the response.</summary>
    public required int Disconnected { get; init; }

    public required int Successors { get; init; }

    /// <summary>Refresh tokens that were exchanged for different successors.</summary>
    public required int Forks { get; init; }

    /// <summary>Additional unconsumed refresh tokens of one session in the database.</summary>
    public required long Branches { get; init; }

    /// <summary>Presentations that failed although the session was live and the leeway had not passed.</summary>
    public required int FalseLogouts { get; init; }

    public required int Revocations { get; init; }

    /// <summary>Tokens that a process accepted a second or more after the end of their session was confirmed.</summary>
    public required int AcceptedAfterRevocation { get; init; }

    public required int ConnectionErrors { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required Percentiles Refresh { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rounds} rounds, {Presentations} presentations ({Disconnected} disconnected), {Successors} successors, {Forks} forks, " +
        $"{Branches} branches in the database, {FalseLogouts} false logouts, {Revocations} revocations, " +
        $"{AcceptedAfterRevocation} accepted after revocation, {ConnectionErrors} connection errors, {Elapsed.TotalSeconds:0.0} s, " +
        $"refresh p50 {Refresh.At(0.5):0.0} ms, p99 {Refresh.At(0.99):0.0} ms");
}
