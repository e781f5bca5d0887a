using Npgsql;

namespace TradingPlatform.Testing;

/// <summary>A table with many rows, for <see cref="ClientLoad"/> to use and <see cref="BusyContext"/> to migrate.</summary>
public static class BusyTable
{
    /// <summary>Rows that are not as the load and the migrations must have left them, where all of <see cref="BusyContext.Changes"/> are applied.</summary>
    public const string WrongRows =
        "SELECT count(*) FROM busy.trades WHERE state IS NULL OR note IS NULL OR token IS NULL OR reference <> id OR account_id <> 1 + id % 1000";

    /// <summary>Creates and fills it: trade 0, which no client asks for, and trades 1 to <paramref name="rows"/>.</summary>
    public static async Task CreateAsync(string connectionString, long rows, CancellationToken cancellationToken)
    {
        string[] statements =
        [
            "CREATE SCHEMA busy",
            "CREATE TABLE busy.accounts (id int CONSTRAINT pk_accounts PRIMARY KEY)",
            "INSERT INTO busy.accounts SELECT g FROM generate_series(1, 1000) g",
            "CREATE TABLE busy.trades (id bigint NOT NULL, account_id int NOT NULL, quantity int NOT NULL, reference bigint, legacy int, state varchar(20), note text)",
            FormattableString.Invariant(
                $"INSERT INTO busy.trades SELECT g, 1 + g % 1000, 1, g, g % 1000, CASE WHEN g % 100 <> 99 THEN 'open' END FROM generate_series(0, {rows}) g"),
            "CREATE UNIQUE INDEX ux_trades_id ON busy.trades (id)",
            "VACUUM (FREEZE, ANALYZE) busy.trades",
            "CHECKPOINT",
        ];
        await RunAsync(connectionString, statements, cancellationToken);
    }

    /// <summary>Leaves neither a dead row in it nor a page to write.</summary>
    public static Task PackAsync(string connectionString, CancellationToken cancellationToken) =>
        RunAsync(connectionString, ["VACUUM FULL busy.trades", "VACUUM (FREEZE, ANALYZE) busy.trades", "CHECKPOINT"], cancellationToken);

    /// <summary>Keeps the server's own vacuum away from it.</summary>
    public static Task LeaveToItselfAsync(string connectionString, CancellationToken cancellationToken) =>
        RunAsync(connectionString, ["ALTER TABLE busy.trades SET (autovacuum_enabled = off)"], cancellationToken);

    private static async Task RunAsync(string connectionString, string[] statements, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 });
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
