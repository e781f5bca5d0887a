namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>What PostgreSQL does to tables for one form of a statement.</summary>
/// <param name="Sql">The statement; it runs on the tables of <see cref="LockFacts.Schema"/>.</param>
/// <param name="Does">Each table with its lock and what happens to it, as <see cref="ObservedServer.InWords"/> writes it.</param>
public sealed record LockFact(string Sql, string Does)
{
    /// <summary>What is there before it, beside the tables of all facts.</summary>
    public string Before { get; init; } = "";

    /// <summary>Where PostgreSQL 18 does something else; null for the same.</summary>
    public string? DoesOn18 { get; init; }

    /// <summary>The first version that knows it.</summary>
    public int Since { get; init; } = 15;

    /// <summary>Whether it runs outside of a transaction.</summary>
    public bool Alone { get; init; }

    /// <summary>In a test's name.</summary>
    public override string ToString() => Before.Length == 0 ? Sql : $"{Sql} [after {Before}]";
}
