using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>Every kind of primary key that a table can have.</summary>
public sealed class BackfillKeyTests
{
    [Theory]
    [InlineData("id uuid PRIMARY KEY", "gen_random_uuid()")]
    [InlineData("id bigint PRIMARY KEY", "(n - 1000) * 9000000000000")]
    [InlineData("id smallint PRIMARY KEY", "n")]
    [InlineData("id text PRIMARY KEY", "chr(65 + n % 50) || ' '' \" \\ é ' || n")]
    [InlineData("id text COLLATE \"C\" PRIMARY KEY", "chr(65 + n % 50) || ' ' || n")]
    [InlineData("id varchar(20) PRIMARY KEY", "'k' || n")]
    [InlineData("id char(8) PRIMARY KEY", "'k' || n")]
    [InlineData("id numeric(20, 6) PRIMARY KEY", "n / 7.0")]
    [InlineData("id double precision PRIMARY KEY", "1 / n::float8")]
    [InlineData("id timestamptz PRIMARY KEY", "'2024-03-31 00:00+01'::timestamptz + n * interval '1 microsecond'")]
    [InlineData("id timestamp PRIMARY KEY", "'2024-03-31'::timestamp + n * interval '7 minutes'")]
    [InlineData("id date PRIMARY KEY", "'2020-01-01'::date + n")]
    [InlineData("id bytea PRIMARY KEY", "decode(md5(n::text), 'hex')")]
    [InlineData("id inet PRIMARY KEY", "'10.0.0.0'::inet + n")]
    [InlineData("id interval PRIMARY KEY", "n * interval '1 day 3 seconds'")]
    [InlineData("id bit(16) PRIMARY KEY", "n::bit(16)")]
    [InlineData("id int[] PRIMARY KEY", "ARRAY[n, n * 2]")]
    [InlineData("id work.email PRIMARY KEY", "'user' || n || '@example.com'")]
    [InlineData("id work.pair PRIMARY KEY", "ROW(n % 10, 'a, \"b\" ' || n)::work.pair")]
    [InlineData("kind work.mood, \"Odd Name\" bigint, id text, PRIMARY KEY (kind, \"Odd Name\", id)", "(ARRAY['good', 'bad']::work.mood[])[1 + n % 2], n % 7, 'x' || n")]
    [InlineData("a boolean, id int, PRIMARY KEY (id, a) INCLUDE (value)", "n % 2 = 0, n")]
    public async Task Run_WithAnyKey_ChangesEveryRowOnce(string columns, string values)
    {
        await using var database = await CreateAsync(
            $"""
            CREATE EXTENSION citext;
            CREATE TYPE work.mood AS ENUM ('good', 'bad');
            CREATE TYPE work.pair AS (a int, b text);
            CREATE DOMAIN work.email AS citext CHECK (VALUE LIKE '%@%');
            CREATE TABLE work.things (value int NOT NULL, {columns});
            INSERT INTO work.things SELECT 0, {values} FROM generate_series(1, 2000) AS n;
            """);
        var count = new TestUpdate("things", "value = 0", "value = value + 1");

        var result = await database.RunAsync(count, new BackfillRunOptions { FirstBatch = 70, LargestBatch = 170, Workers = 2 });

        Assert.Equal((BackfillOutcome.Finished, 2000, null), (result.Outcome, result.RowsChanged, result.Error));
        Assert.Equal(2000, await database.ScalarAsync<long>("SELECT count(*) FROM work.things WHERE value = 1"));
    }

    [Fact]
    public async Task Run_OnAPartitionedTable_ChangesEveryRowOnce()
    {
        await using var database = await CreateAsync(
            """
            CREATE TABLE work.things (day date, id uuid, value int NOT NULL, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
            CREATE TABLE work.things_1 PARTITION OF work.things FOR VALUES FROM ('2024-01-01') TO ('2024-07-01');
            CREATE TABLE work.things_2 PARTITION OF work.things FOR VALUES FROM ('2024-07-01') TO ('2025-01-01');
            INSERT INTO work.things SELECT '2024-01-01'::date + n % 366, gen_random_uuid(), 0 FROM generate_series(1, 120000) AS n;
            """);
        var count = new TestUpdate("things", "value = 0", "value = value + 1");

        var result = await database.RunAsync(count, new BackfillRunOptions { Workers = 2 });

        Assert.Equal((BackfillOutcome.Finished, 120_000), (result.Outcome, result.RowsChanged));
        Assert.Equal(120_000, await database.ScalarAsync<long>("SELECT count(*) FROM work.things WHERE value = 1"));
    }

    [Fact]
    public async Task Run_WhenARowOfACompositeKeyCannotBeDone_ListsItsWholeKey()
    {
        await using var database = await CreateAsync(
            """
            CREATE TABLE work.things (day date, id text, value int NOT NULL, PRIMARY KEY (day, id));
            INSERT INTO work.things SELECT '2024-01-01', 'row ' || n, n FROM generate_series(0, 99) AS n;
            """);
        var divide = new TestUpdate("things", "value >= 0", "value = -100 / value");

        var result = await database.RunAsync(divide);

        Assert.Equal((BackfillOutcome.RowsSetAside, 99), (result.Outcome, result.RowsChanged));
        var aside = Assert.Single(await new BackfillControl(database.With(divide)).ReadSetAsideAsync(divide.Name, 10, default));
        Assert.Equal(["2024-01-01", "row 0"], aside.Key);
    }
}
