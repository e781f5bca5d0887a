using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>One UPDATE over the range: it takes the row locks by itself, and looks again at rows that others were changing.</summary>
internal sealed class UpdateWork(UpdateBackfill backfill, BackfillSql sql) : BackfillWork(backfill, sql)
{
    public override bool TakesTurns => true;

    public override async Task<long> RunAsync(
        NpgsqlConnection connection, BackfillSpan span, bool hasSetAside, bool isChecked, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand { Connection = connection };
        var rows = $"{Statements.In(span, command.Parameters)} AND {Statements.Needed(hasSetAside)}";
        if (span.LeavesHeld) rows += $" AND ({Statements.Key}) IN ({Statements.Locked(Statements.Key, span, hasSetAside, command.Parameters)})";
        if (span.Turn is { } turn) rows += Statements.InTurn(turn);
        var update = $"UPDATE {Statements.From} SET {backfill.Assignments}\nWHERE {rows}";
        if (!isChecked)
        {
            command.CommandText = update;
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }

        command.CommandText = $"WITH changed AS ({update} RETURNING (\n{backfill.Rows}\n) AS is_left) SELECT count(*), count(*) FILTER (WHERE is_left) FROM changed";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt64(1) == 0 ? reader.GetInt64(0) : throw BackfillFailure.LeavesRows(backfill, key: null);
    }
}
