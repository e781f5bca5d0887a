using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A rehearsal for programs.</summary>
internal static class RehearsalDocument
{
    public static void Write(RehearsalReport report, MigrationExitCode exitCode) => JsonOutput.Write(new
    {
        verdict = exitCode,
        exitCode = (int)exitCode,
        report.Direction,
        report.Copy,
        report.ServerVersion,
        report.Duration,
        failure = report.Failure?.Message,
        report.Mismatches,
        report.Unknown,
        migrations = report.Migrations.Select(migration => new { migration.Id, statements = migration.Statements.Select(Of) }),
    });

    private static object Of(RehearsedStatement statement) => new
    {
        statement.Step,
        statement.IsTransactional,
        statement.Sql,
        statement.IsDone,
        statement.Duration,
        statement.WalBytes,
        statement.Evidence,
        statement.Unknown,
        statement.Mismatches,
        tables = statement.Tables.Select(table => new
        {
            table = table.Table.ToString(),
            @lock = Words(table.Lock),
            held = Words(table.Held),
            indexLock = Words(table.IndexLock),
            table.IsRewritten,
            table.IsScanned,
            table.RowsRead,
            table.IndexesBuilt,
            predicted = table.Predicted is { } said ? new { @lock = Words(said.Lock), said.Rewrites, said.Scans } : null,
        }),
    };

    private static string? Words(TableLock mode) => mode == TableLock.None ? null : mode.InWords;
}
