using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Testing;

/// <summary>
/// An int of <see cref="BusyTable"/> becomes a bigint, by a second column that is kept in step until it takes the first one's place. Clients
/// read and change the column all the while, by one name.
/// </summary>
public sealed class BusyTypeChange : UpdateBackfill
{
    internal const string BackfillName = "busy-type";

    /// <summary>What it is, beside the migrations.</summary>
    public static BusyChange Change { get; } = new(BackfillName, "type change by expand and contract", IsRewrite: true);

    /// <inheritdoc />
    public override string Name => BackfillName;

    /// <inheritdoc />
    public override string After => BusyContext.Expand;

    /// <inheritdoc />
    public override string Schema => "busy";

    /// <inheritdoc />
    public override string Table => "trades";

    /// <inheritdoc />
    public override string Rows => "quantity_wide IS NULL";

    /// <inheritdoc />
    public override string Assignments => "quantity_wide = quantity";

    /// <summary>Expands, fills, and contracts, with the engine.</summary>
    /// <exception cref="InvalidOperationException">The backfill did not finish.</exception>
    public static async Task RunAsync(MigrationEngineOptions options, CancellationToken cancellationToken)
    {
        var own = options with { Backfills = [new BusyTypeChange()] };
        await BusyContext.MigrateAsync(own, BusyContext.Expand, cancellationToken);
        await BusyRows.RunAsync(new BusyTypeChange(), options, cancellationToken);
        await BusyContext.MigrateAsync(own, BusyContext.Contract, cancellationToken);
    }

    /// <summary>By the statement that EF Core and Npgsql have for an <c>AlterColumn</c> to another type.</summary>
    public static async Task RunPlainlyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 });
        await using var command = source.CreateCommand("ALTER TABLE busy.trades ALTER COLUMN quantity TYPE bigint");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
