using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>What the database had against a seed, for a sentence that says what became of it.</summary>
internal static class SeedRefusal
{
    /// <summary>The refusal in an exception, which EF Core may have wrapped; null where it is none: cancelled, or the server went away (class 57).</summary>
    public static PostgresException? In(Exception exception) =>
        exception is MigrationException or OperationCanceledException || (exception as PostgresException ?? exception.InnerException) is not PostgresException error
        || error.SqlState.StartsWith("57", StringComparison.Ordinal)
            ? null
            : error;

    /// <summary>The reason, and what to do about it where that can be known; without a full stop.</summary>
    public static string Describe(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.DiskFull => "the disk of the database is full; make room and run it again",
        // The server names the object in its text alone.
        PostgresErrorCodes.InsufficientPrivilege => $"the role lacks a right ({error.MessageText}); seed as the owner of the tables, or grant what docs/cli.md names",
        _ when error.TableName is { } table => $"{error.SchemaName}.{table} refused a row ({error.SqlState}: {error.MessageText})",
        _ => $"the database refused it ({error.SqlState}: {error.MessageText})",
    };
}
