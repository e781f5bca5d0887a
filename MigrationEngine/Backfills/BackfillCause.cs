namespace TradingPlatform.MigrationEngine;

/// <summary>A kind of reason to give way.</summary>
/// <param name="Word">For metrics.</param>
/// <param name="Words">For whoever sees the run from outside of it: a part of a sentence.</param>
internal sealed record BackfillCause(string Word, string Words)
{
    public static readonly BackfillCause Latency = new("latency", "the server answers slowly");
    public static readonly BackfillCause Log = new("log", "the server writes more log than it should");
    public static readonly BackfillCause Replication = new("replication", "a replica is behind");
    public static readonly BackfillCause Vacuum = new("vacuum", "its table is being vacuumed");
    public static readonly BackfillCause Locks = new("locks", "too many sessions wait for locks");

    /// <summary>All of them. The place is part of a lock's key, by which builds of any age understand each other: add at the end.</summary>
    public static readonly IReadOnlyList<BackfillCause> All = [Latency, Log, Replication, Vacuum, Locks];
}
