using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>The schema of the database, compared with what this build was made for.</summary>
/// <param name="State">The gravest thing that there is to say about it.</param>
/// <param name="ServerVersion">PostgreSQL's version.</param>
/// <param name="Applied">The migrations that the database has, in order.</param>
/// <param name="Pending">Migrations of this build that the database lacks, in order.</param>
/// <param name="Unknown">Migrations that the database has and this build does not know: the database is ahead.</param>
/// <param name="Unfinished">Migrations under way, or left half-done.</param>
/// <param name="Waiting">The contract migrations among the pending ones, with what they wait for.</param>
/// <param name="Instances">The processes of applications that use the schema right now.</param>
/// <param name="LockHolder">Who migrates right now; null when nobody does.</param>
public sealed record SchemaResponse(
    SchemaState State,
    string ServerVersion,
    IReadOnlyList<AppliedMigration> Applied,
    IReadOnlyList<string> Pending,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<JournalEntry> Unfinished,
    IReadOnlyList<WaitingMigration> Waiting,
    IReadOnlyList<ApplicationInstance> Instances,
    LockHolder? LockHolder);
