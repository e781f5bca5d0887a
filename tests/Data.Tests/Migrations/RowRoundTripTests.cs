using Npgsql;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>
/// Every migration of the build, on tables with rows: up, down, up. The rows are made from the catalog as it is at that point of the history,
/// so that a new migration and a new table are covered without anybody adding them.
/// </summary>
public sealed class RowRoundTripTests
{
    /// <summary>What a way up and back changes, and why it has to. Nothing else may.</summary>
    private static readonly Dictionary<string, (string What, string Why)[]> Losses = new()
    {
        ["20260101000015_ResetTokensContract"] =
        [
            ("identity.users.reset_token", "password_resets has its SHA-256 alone"),
            ("identity.users.reset_token_expires", "an expiry without its token says nothing"),
        ],
    };

    /// <summary>What other rows, which are added on the way, or a backfill may change on purpose; in every migration where none is named.</summary>
    private static readonly (string? Migration, string What, string Why)[] Moves =
    [
        (null, "identity.users.session_version", "a role that is given raises it"),
        (null, "identity.users.updated_at", "a role that is given is a change of the user"),
        (null, "identity.users.is_admin", "until RbacContract, the role admin and this column say the same"),
        ("20260101000043_BrokerConnectionUniquenessContract", "trading.broker_connections", "a user keeps the newest where there may be one alone again"),
        ("20260101000046_OrderConflictColumnsContract", "execution.orders.status", "its backfill spells canceled as the platform does; the Down of OrderConflictColumns spells it back"),
    ];

    [Fact]
    public async Task EveryMigration_UpDownUp_KeepsTheRowsAndTheCatalog()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var writer = new RowWriter(seed: 1);
        var failures = new List<string>();
        foreach (var migration in TradingSchema.MigrationIds())
        {
            try
            {
                failures.AddRange((await WalkAsync(database.ConnectionString, migration, writer)).Select(failure => $"{migration}: {failure}"));
            }
            catch (MigrationException exception)
            {
                failures.Add($"{migration}: {exception.Message} {exception.InnerException?.Message}");
                break;
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    public static TheoryData<string, bool> Merges()
    {
        var data = new TheoryData<string, bool>();
        foreach (var merge in TradingSchema.MigrationIds().Where(id => TradingSchema.ParentsOf(id).Count > 1))
        {
            data.Add(merge, false);
            data.Add(merge, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Merges))]
    public async Task ParallelBranches_InEitherOrderOrAlone_KeepTheRows(string merge, bool isReversed)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var writer = new RowWriter(seed: 2);
        var parents = isReversed ? TradingSchema.ParentsOf(merge).Reverse() : TradingSchema.ParentsOf(merge);
        var rows = new List<TableRows>();
        foreach (var parent in parents)
        {
            await TradingSchema.UpAsync(database.ConnectionString, parent);
            rows.Add(await FillAsync(database.ConnectionString, writer, []));
        }

        await TradingSchema.UpAsync(database.ConnectionString, merge);

        await using var connection = await ConnectAsync(database.ConnectionString);
        Assert.Empty(rows[^1].Lost(await TableRows.ReadAsync(connection)));
    }

    private static async Task<IReadOnlyList<string>> WalkAsync(string connectionString, string migration, RowWriter writer)
    {
        var failures = new List<string>();
        var rows = await FillAsync(connectionString, writer, failures);
        var before = await TradingSchema.CatalogAsync(connectionString);

        await TradingSchema.UpAsync(connectionString, migration);
        var after = await TradingSchema.CatalogAsync(connectionString);
        await using (var connection = await ConnectAsync(connectionString))
            failures.AddRange(rows.Fewer(await TableRows.ReadAsync(connection)).Select(table => $"up loses rows of {table}"));

        // Rows that only the new schema knows must not stand in the way back.
        await FillAsync(connectionString, writer, failures);
        await TradingSchema.DownAsync(connectionString, "-1");
        if (!before.SequenceEqual(await TradingSchema.CatalogAsync(connectionString))) failures.Add("down leaves another catalog");
        await using (var connection = await ConnectAsync(connectionString))
        {
            var lost = rows.Lost(await TableRows.ReadAsync(connection)).Distinct().ToList();
            var declared = Losses.GetValueOrDefault(migration, []).Select(loss => loss.What).ToList();
            var moved = Moves.Where(move => move.Migration is null || move.Migration == migration).Select(move => move.What);
            failures.AddRange(lost.Except(declared).Except(moved).Select(what => $"down does not bring back {what}"));
            failures.AddRange(declared.Except(lost).Select(what => $"{what} is declared as lost and is not"));
        }

        await TradingSchema.UpAsync(connectionString, migration);
        if (!after.SequenceEqual(await TradingSchema.CatalogAsync(connectionString))) failures.Add("the second up leaves another catalog");
        return failures;
    }

    private static async Task<TableRows> FillAsync(string connectionString, RowWriter writer, List<string> failures)
    {
        await using var connection = await ConnectAsync(connectionString);
        failures.AddRange((await writer.FillAsync(connection, rows: 2)).Select(table => $"no row fits {table}"));
        return await TableRows.ReadAsync(connection);
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timezone = "UTC" }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
