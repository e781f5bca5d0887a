using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.DualWrites;

/// <summary>Which side counts, for each kind of write: the table of decision 0019.</summary>
public sealed class DualWriteTests
{
    private const string All = "name display_name quantity quantity_big is_active status";

    [Theory]
    [InlineData("INSERT INTO t (id, name, quantity, is_active) VALUES (1, 'Ann', 7, false)", "Ann|Ann|7|7|false|suspended")]
    [InlineData("INSERT INTO t (id, name, quantity) VALUES (1, 'Ann', 7)", "Ann|Ann|7|7|true|active")]
    [InlineData("INSERT INTO t (id, display_name, quantity_big, status) VALUES (1, 'Ann', 7, 'deactivated')", "Ann|Ann|7|7|false|deactivated")]
    [InlineData("INSERT INTO t (id) VALUES (1)", "~|~|~|~|true|active")]
    [InlineData("INSERT INTO t (id, name, display_name, is_active, status) VALUES (1, 'Ann', 'Bea', true, 'suspended')", "Bea|Bea|~|~|false|suspended")]
    [InlineData("INSERT INTO t (id, name, display_name, is_active, status) SELECT 1, 'Ann', 'Ann', false, 'deactivated'", "Ann|Ann|~|~|false|deactivated")]
    public async Task Insert_WhicheverSideItNames_FillsTheOther(string sql, string expected)
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t ({DualWriteTable.Columns})", DualWriteTable.Pairs);

        await database.ExecuteAsync(sql);

        Assert.Equal(expected, await database.RowAsync(1, All));
    }

    [Theory]
    [InlineData("name = 'Bea'", "Bea|Bea|7|7|true|active")]
    [InlineData("display_name = 'Bea'", "Bea|Bea|7|7|true|active")]
    [InlineData("name = 'Bea', display_name = 'Cid'", "Cid|Cid|7|7|true|active")]
    [InlineData("name = 'Bea', quantity_big = 8, is_active = false", "Bea|Bea|8|8|false|suspended")]
    [InlineData("name = 'Ann', display_name = 'Cid'", "Cid|Cid|7|7|true|active")]
    [InlineData("name = NULL", "~|~|7|7|true|active")]
    [InlineData("status = 'deactivated'", "Ann|Ann|7|7|false|deactivated")]
    [InlineData("note = 'x'", "Ann|Ann|7|7|true|active")]
    public async Task Update_WhicheverSideItChanges_ChangesTheOther(string change, string expected)
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t ({DualWriteTable.Columns})", DualWriteTable.Pairs);
        await database.ExecuteAsync("INSERT INTO t (id, name, quantity) VALUES (1, 'Ann', 7)");

        await database.ExecuteAsync($"UPDATE t SET {change}");

        Assert.Equal(expected, await database.RowAsync(1, All));
    }

    [Theory]
    [InlineData("integer", "bigint", "7", "8")]
    [InlineData("bigint", "integer", "7", "8")]
    [InlineData("character varying(5)", "text", "'ab '", "'abc'")]
    [InlineData("text", "character varying(5)", "'ab '", "'abc'")]
    [InlineData("character(5)", "text", "'ab'", "'abc '")]
    [InlineData("text", "character(5)", "'ab '", "'abc'")]
    [InlineData("numeric(10,2)", "double precision", "1.50", "2.5")]
    [InlineData("timestamp", "timestamptz", "'2026-01-02 03:04'", "'2026-01-02 03:05+01'")]
    [InlineData("date", "timestamp", "'2026-01-02'", "'2026-01-03 10:00'")]
    [InlineData("json", "jsonb", "'{\"b\": 1,\"a\": 2}'", "'{}'")]
    public async Task Write_OfOtherTypesWithoutExpressions_FillsTheOtherSide(string old, string current, string before, string after)
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t (id int PRIMARY KEY, a {old}, b {current}, note text)", new DualWrite("a", "b"));

        await database.ExecuteAsync($"INSERT INTO t (id, a) VALUES (1, {before}), (3, {before}); INSERT INTO t (id, b) VALUES (2, {after}), (4, NULL); UPDATE t SET b = {after} WHERE id = 3");
        await database.ExecuteAsync($"UPDATE t SET a = {before} WHERE id = 4; UPDATE t SET note = 'x'");

        const string InStep = "SELECT string_agg(id::text, ' ' ORDER BY id) FROM t WHERE ";
        Assert.Equal("1 4", await database.ScalarAsync<string>($"{InStep} a::text = ({before}::{old})::text AND b::text = (({before}::{old})::{current})::text"));
        Assert.Equal("2 3", await database.ScalarAsync<string>($"{InStep} b::text = ({after}::{current})::text AND a::text = (({after}::{current})::{old})::text"));
        await database.ExecuteAsync("UPDATE t SET a = NULL WHERE id <= 2; UPDATE t SET b = NULL WHERE id > 2");
        Assert.Equal("1 2 3 4", await database.ScalarAsync<string>($"{InStep} a IS NULL AND b IS NULL"));
    }

    [Fact]
    public async Task Update_ThatLeavesTheRowInStep_DoesNotCallTheTrigger()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync($"CREATE TABLE t ({DualWriteTable.Columns}); INSERT INTO t (id, name, quantity) VALUES (1, 'Ann', 7)");
        await database.StartAsync(DualWriteTable.Pairs[..2]);

        Assert.False(await CallsAsync("name = name, display_name = name, quantity_big = quantity"));
        Assert.False(await CallsAsync("note = 'x'"));
        Assert.True(await CallsAsync("quantity = 8"));
        Assert.Equal("Ann|Ann|8|8", await database.RowAsync(1, "name display_name quantity quantity_big"));

        async Task<bool> CallsAsync(string change)
        {
            await using var connection = await database.ConnectAsync();
            await using var command = new NpgsqlCommand($"EXPLAIN (ANALYZE, FORMAT json) UPDATE t SET {change}", connection);
            return ((string)(await command.ExecuteScalarAsync())!).Contains("\"Trigger Name\": \"zz_", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Update_OfARowThatNobodyHasFilled_FillsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync($"CREATE TABLE t ({DualWriteTable.Columns}); INSERT INTO t (id, name, display_name, is_active) VALUES (1, 'Ann', NULL, false), (2, NULL, 'Bea', true)");
        await database.StartAsync(DualWriteTable.Pairs);

        await database.ExecuteAsync("UPDATE t SET note = 'x'");

        Assert.Equal("Ann|Ann|~|~|false|suspended", await database.RowAsync(1, All));
        Assert.Equal("Bea|Bea|~|~|true|active", await database.RowAsync(2, All));
    }

    [Fact]
    public async Task Update_OfAValueWithSeveralForms_KeepsTheFormThatWasWritten()
    {
        // The new column knows more states than the old one, the old one more ways to write a date.
        await using var database = await DualWriteTable.CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY, is_active boolean, status text, day text, day_date date)",
            DualWriteTable.Pairs[2],
            new DualWrite("day", "day_date") { ToNew = "CASE WHEN day ~ '^\\d{4}-\\d\\d?-\\d\\d?$' THEN day::date END", ToOld = "day_date::text" });
        await database.ExecuteAsync("INSERT INTO t VALUES (1, false, 'deactivated', '2026-1-2', NULL), (2, true, NULL, 'tomorrow', NULL)");

        Assert.Equal("false|deactivated|2026-1-2|2026-01-02", await database.RowAsync(1, "is_active status day day_date"));
        Assert.Equal("true|active|tomorrow|~", await database.RowAsync(2, "is_active status day day_date"));

        await database.ExecuteAsync("UPDATE t SET is_active = NOT is_active; UPDATE t SET is_active = NOT is_active; UPDATE t SET day_date = '2026-03-04' WHERE id = 2");

        Assert.Equal("false|suspended|2026-1-2|2026-01-02", await database.RowAsync(1, "is_active status day day_date"));
        Assert.Equal("true|active|2026-03-04|2026-03-04", await database.RowAsync(2, "is_active status day day_date"));
    }

    [Fact]
    public async Task Insert_WithADefaultOnBothSides_TellsWhichSideWasNamed()
    {
        await using var database = await DualWriteTable.CreateAsync(
            "CREATE TABLE t (id int PRIMARY KEY, is_active boolean NOT NULL DEFAULT true, status text NOT NULL DEFAULT 'active')",
            new DualWrite("is_active", "status") { ToNew = DualWriteTable.Pairs[2].ToNew, ToOld = DualWriteTable.Pairs[2].ToOld, NewDefault = "'active'" });

        await database.ExecuteAsync("INSERT INTO t (id, is_active) VALUES (1, false); INSERT INTO t (id, status) VALUES (2, 'deactivated'); INSERT INTO t (id) VALUES (3)");

        Assert.Equal("false|suspended", await database.RowAsync(1, "is_active status"));
        Assert.Equal("false|deactivated", await database.RowAsync(2, "is_active status"));
        Assert.Equal("true|active", await database.RowAsync(3, "is_active status"));
    }

    [Fact]
    public async Task Copy_OfOneSide_FillsTheOther()
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t ({DualWriteTable.Columns})", DualWriteTable.Pairs);
        await using var connection = await database.ConnectAsync();
        await using (var writer = await connection.BeginBinaryImportAsync("COPY t (id, name, is_active) FROM STDIN (FORMAT binary)"))
        {
            for (var id = 1; id <= 1000; id++) await writer.WriteRowAsync(default, id, $"n{id}", id % 2 == 0);
            await writer.CompleteAsync();
        }

        Assert.Equal(1000L, await database.ScalarAsync<long>("SELECT count(*) FROM t WHERE display_name = name AND status = CASE WHEN is_active THEN 'active' ELSE 'suspended' END"));
    }

    [Fact]
    public async Task OnConflict_FromEitherSide_KeepsStep()
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t ({DualWriteTable.Columns})", DualWriteTable.Pairs);
        await database.ExecuteAsync("INSERT INTO t (id, name) VALUES (1, 'Ann')");

        await database.ExecuteAsync("INSERT INTO t (id, name) VALUES (1, 'Bea') ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name");
        Assert.Equal("Bea|Bea", await database.RowAsync(1, "name display_name"));

        await database.ExecuteAsync("INSERT INTO t (id, display_name, status) VALUES (1, 'Cid', 'deactivated') ON CONFLICT (id) DO UPDATE SET display_name = EXCLUDED.display_name, status = EXCLUDED.status");
        Assert.Equal("Cid|Cid|false|deactivated", await database.RowAsync(1, "name display_name is_active status"));

        // The trigger has filled the proposed row before the conflict is met.
        await database.ExecuteAsync("INSERT INTO t (id, name) VALUES (1, 'Dee') ON CONFLICT (id) DO UPDATE SET display_name = EXCLUDED.display_name");
        Assert.Equal("Dee|Dee", await database.RowAsync(1, "name display_name"));
    }

    [Fact]
    public async Task PartitionedTable_WhenARowMovesToAnotherPartition_KeepsStep()
    {
        await using var database = await DualWriteTable.CreateAsync(
            """
            CREATE TABLE t (id int, day int, name text, display_name text) PARTITION BY RANGE (day);
            CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (0) TO (10);
            CREATE TABLE t_2 (display_name text, day int, dropped int, id int, name text);
            ALTER TABLE t_2 DROP COLUMN dropped;
            ALTER TABLE t ATTACH PARTITION t_2 FOR VALUES FROM (10) TO (20);
            """,
            DualWriteTable.Pairs[0]);
        await database.ExecuteAsync("CREATE TABLE t_3 PARTITION OF t FOR VALUES FROM (20) TO (30)");

        await database.ExecuteAsync("INSERT INTO t (id, day, name) VALUES (1, 5, 'Ann'), (2, 15, 'Bea'), (3, 25, 'Cid'); UPDATE t SET day = day + 10, display_name = display_name || '!' WHERE day < 20");

        Assert.Equal("Ann!|Ann!|15", await database.RowAsync(1, "name display_name day"));
        Assert.Equal("Bea!|Bea!|25", await database.RowAsync(2, "name display_name day"));
        Assert.Equal("Cid|Cid|25", await database.RowAsync(3, "name display_name day"));
    }

    [Fact]
    public async Task SeveralNewColumnsForOne_FollowItAndLeadIt()
    {
        await using var database = await DualWriteTable.CreateAsync(
            "CREATE TABLE t (id int, name text, first text, last text)",
            new DualWrite("name", "first") { ToNew = "split_part(name, ' ', 1)", ToOld = "concat_ws(' ', first, last) -- both" },
            new DualWrite("name", "last") { ToNew = "split_part(name, ' ', 2)", ToOld = "concat_ws(' ', first, last)" });

        await database.ExecuteAsync("INSERT INTO t (id, name) VALUES (1, 'Ann Lee'); INSERT INTO t (id, first, last) VALUES (2, 'Bea', 'Moe')");
        Assert.Equal("Ann Lee|Ann|Lee", await database.RowAsync(1, "name first last"));
        Assert.Equal("Bea Moe|Bea|Moe", await database.RowAsync(2, "name first last"));

        await database.ExecuteAsync("UPDATE t SET last = 'Poe' WHERE id = 1; UPDATE t SET name = 'Cid Roe' WHERE id = 2");
        Assert.Equal("Ann Poe|Ann|Poe", await database.RowAsync(1, "name first last"));
        Assert.Equal("Cid Roe|Cid|Roe", await database.RowAsync(2, "name first last"));
    }

    [Fact]
    public async Task NotNullOnBothSides_IsMetByTheTrigger()
    {
        await using var database = await DualWriteTable.CreateAsync("CREATE TABLE t (id int, name text NOT NULL, display_name text NOT NULL)", DualWriteTable.Pairs[0]);

        await database.ExecuteAsync("INSERT INTO t (id, name) VALUES (1, 'Ann'); INSERT INTO t (id, display_name) VALUES (2, 'Bea')");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("INSERT INTO t (id) VALUES (3)"));

        Assert.Equal(PostgresErrorCodes.NotNullViolation, refused.SqlState);
        Assert.Equal("Bea|Bea", await database.RowAsync(2, "name display_name"));
    }

    [Fact]
    public async Task TypesWithoutEqualityOrWithALooseOne_AreCarriedExactly()
    {
        await using var database = await DualWriteTable.CreateAsync(
            "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE TABLE t (id int, a json, b jsonb, c text COLLATE loose, d text)",
            new DualWrite("a", "b"), new DualWrite("c", "d"));

        await database.ExecuteAsync("""INSERT INTO t (id, a, c) VALUES (1, '{"x": 1}', 'bob'); UPDATE t SET c = 'Bob', a = '{"x": 2}'""");

        Assert.Equal("""{"x": 2}|{"x": 2}|Bob|Bob""", await database.RowAsync(1, "a b c d"));
    }

    [Fact]
    public async Task Update_OfARowThatAnotherIsChanging_SeesWhatTheOtherWrote()
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t ({DualWriteTable.Columns})", DualWriteTable.Pairs);
        await database.ExecuteAsync("INSERT INTO t (id, name, quantity) VALUES (1, 'Ann', 7)");
        await using var old = await database.ConnectAsync();
        await old.ExecuteAsync("BEGIN; UPDATE t SET name = 'Bea', is_active = false WHERE id = 1");

        var waiting = database.ExecuteAsync("UPDATE t SET quantity_big = 8, status = CASE status WHEN 'suspended' THEN 'deactivated' ELSE status END WHERE id = 1");
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))");
        await old.ExecuteAsync("COMMIT");
        await waiting;

        Assert.Equal("Bea|Bea|8|8|false|deactivated", await database.RowAsync(1, All));
    }

    [Fact]
    public async Task ReplicationRole_SwitchesItOff()
    {
        await using var database = await DualWriteTable.CreateAsync($"CREATE TABLE t ({DualWriteTable.Columns})", DualWriteTable.Pairs);

        await database.ExecuteAsync("SET session_replication_role = replica; INSERT INTO t (id, name) VALUES (1, 'Ann'); RESET session_replication_role");

        Assert.Equal("Ann|~", await database.RowAsync(1, "name display_name"));
    }
}
