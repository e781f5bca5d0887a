using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.DualWrites;

/// <summary>A table with dual writes, made by the SQL that a migration would run.</summary>
internal static class DualWriteTable
{
    /// <summary>A rename, a change of type, a derived value.</summary>
    public static readonly DualWrite[] Pairs =
    [
        new("name", "display_name"),
        new("quantity", "quantity_big"),
        new("is_active", "status") { ToNew = "CASE WHEN is_active THEN 'active' ELSE 'suspended' END", ToOld = "status = 'active'" },
    ];

    public const string Columns =
        """
        id int PRIMARY KEY, name varchar(20), display_name varchar(20), quantity int, quantity_big bigint,
        is_active boolean NOT NULL DEFAULT true, status text, note text
        """;

    public static async Task<TestDatabase> CreateAsync(string create, params DualWrite[] pairs)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(create);
        await database.StartAsync(pairs);
        return database;
    }

    public static Task StartAsync(this TestDatabase database, params DualWrite[] pairs)
    {
        var trigger = new DualWriteTrigger("window", "public", "t");
        return database.ExecuteAsync($"BEGIN; {DualWriteChecks.Block("window", "public", "t", pairs)}; {trigger.CreateFunction(pairs)}; {trigger.Create(pairs)}; COMMIT");
    }

    /// <summary>The columns of one row, as text.</summary>
    public static Task<string> RowAsync(this TestDatabase database, int id, string columns) =>
        database.ScalarAsync<string>($"SELECT concat_ws('|', {string.Join(", ", columns.Split(' ').Select(column => $"coalesce({column}::text, '~')"))}) FROM t WHERE id = {id}");
}
