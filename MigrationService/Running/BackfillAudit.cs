using System.Text.Json;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Writes down what was said to a backfill from the command line, and by whom on which machine, where the console does too: audit.audit_log.</summary>
internal static class BackfillAudit
{
    /// <summary>In the transaction of the change; nothing in a database whose history has not come to the audit yet.</summary>
    public static async Task WriteAsync(BackfillCommand command, NpgsqlTransaction transaction, BackfillStatus status, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        await using var look = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('audit.audit_log') AND attname = 'outcome' AND NOT attisdropped)", connection, transaction);
        if (await look.ExecuteScalarAsync(cancellationToken) is not true) return;

        await using var write = new NpgsqlCommand(
            """
            INSERT INTO audit.audit_log (action, event_type, resource_type, resource_id, outcome, details)
            VALUES ($1, 'action', 'backfill', $2, 'success', jsonb_build_object('state', $3::text, 'rows_walked', $4::bigint, 'os_user', $5::text, 'host', $6::text))
            """,
            connection,
            transaction)
        {
            Parameters =
            {
                new() { Value = $"backfill.{command.Word}" },
                new() { Value = status.Name },
                new() { Value = JsonNamingPolicy.SnakeCaseLower.ConvertName(status.State.ToString()) },
                new() { Value = status.RowsWalked },
                new() { Value = Environment.UserName },
                new() { Value = Environment.MachineName },
            },
        };
        await write.ExecuteNonQueryAsync(cancellationToken);
    }
}
