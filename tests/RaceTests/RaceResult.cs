using System.Globalization;

namespace CleanAuth.RaceTests;

/// <summary>The result of a scenario.</summary>
internal sealed record RaceResult
{
    public required int Rounds { get; init; }

    public required int Presentations { get; init; }

    /// <summary>Presentations whose client closed the connection before it read the reply.</summary>
    public required int Disconnected { get; init; }

    public required int Successors { get; init; }

    /// <summary>Tokens for which different successors were returned.</summary>
    public required int Forks { get; init; }

    /// <summary>Tokens in the database that could be exchanged although their session has another one.</summary>
    public required long Branches { get; init; }

    /// <summary>Refusals and failures that met a presenter within the leeway of a live session.</summary>
    public required int FalseLogouts { get; init; }

    public required int Revocations { get; init; }

    /// <summary>Tokens that a process accepted a second or more after the end of their session was confirmed.</summary>
    public required int AcceptedAfterRevocation { get; init; }

    public required int ConnectionErrors { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required Percentiles Refresh { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Rounds} rounds, {Presentations} presentations ({Disconnected} hung up), {Successors} successors, {Forks} forks, " +
        $"{Branches} branches in the store, {FalseLogouts} false sign-outs, {Revocations} revocations, " +
        $"{AcceptedAfterRevocation} alive after revoke, {ConnectionErrors} connection errors, {Elapsed.TotalSeconds:0.0} s, " +
        $"refresh p50 {Refresh.At(0.5):0.0} ms, p99 {Refresh.At(0.99):0.0} ms");
}
