using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>What an operator wants to know first.</summary>
/// <param name="State">How the schema stands.</param>
/// <param name="IsTouched">Whether the migration engine has ever worked on the database.</param>
/// <param name="At">When this was read, by the server's clock.</param>
/// <param name="ServerVersion">PostgreSQL's version.</param>
/// <param name="Applied">Number of applied migrations.</param>
/// <param name="Newest">The last of them; null for none.</param>
/// <param name="Pending">Migrations of this build that the database lacks, in order, those that wait included.</param>
/// <param name="Waiting">Contract migrations among them, with what they wait for.</param>
/// <param name="Unknown">Migrations that this build does not know.</param>
/// <param name="Unfinished">Migrations under way, or left half-done.</param>
/// <param name="BackfillsOpen">Number of backfills that have not finished and were not cancelled, without those that are not possible yet.</param>
/// <param name="Instances">The processes of applications that use the schema.</param>
/// <param name="LockHolder">Who migrates right now; null when nobody does.</param>
public sealed record OverviewResponse(
    SchemaState State,
    bool IsTouched,
    DateTimeOffset At,
    string ServerVersion,
    int Applied,
    string? Newest,
    IReadOnlyList<string> Pending,
    IReadOnlyList<WaitingMigration> Waiting,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<JournalEntry> Unfinished,
    int BackfillsOpen,
    IReadOnlyList<ApplicationInstance> Instances,
    LockHolder? LockHolder);
