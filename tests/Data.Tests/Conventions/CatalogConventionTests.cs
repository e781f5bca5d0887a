
namespace TradingPlatform.Data.Tests;

/// <summary>The rules of the schema, read from the catalog of a fully migrated database.</summary>
public sealed class CatalogConventionTests
{
    private const string OurSchemas = "nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'migration', 'public')";

    [Fact]
    public async Task Constraints_AreNamedByKind()
    {
        var misnamed = await RowsAsync($"""
            SELECT conrelid::regclass, conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
            WHERE {OurSchemas} AND contype <> 't' AND conname !~ ('^' ||
                CASE contype WHEN 'p' THEN 'pk' WHEN 'f' THEN 'fk' WHEN 'u' THEN 'ux' WHEN 'c' THEN 'ck' ELSE 'never' END ||
                '_' || (SELECT relname FROM pg_class WHERE oid = conrelid))
            """);

        Assert.Empty(misnamed);
    }

    [Fact]
    public async Task Indexes_AreNamedByKind()
    {
        var misnamed = await RowsAsync($"""
            SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class t ON t.oid = i.indrelid
            WHERE {OurSchemas} AND c.relname !~ ('^' || CASE WHEN indisprimary THEN 'pk' WHEN indisunique THEN 'ux' ELSE 'ix' END || '_' || t.relname)
            """);

        Assert.Empty(misnamed);
    }

    [Fact]
    public async Task Tables_LeavePublicEmpty()
    {
        Assert.Empty(await RowsAsync("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"));
    }

    [Fact]
    public async Task Names_AreLowerSnakeCase()
    {
        var others = await RowsAsync($"""
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE {OurSchemas} AND (c.relname !~ '^[a-z][a-z0-9_]*$' OR (c.relkind = 'r' AND a.attname !~ '^[a-z][a-z0-9_]*$'))
            """);

        Assert.Empty(others);
    }

    [Fact]
    public async Task Timestamps_AllHaveTheirZone()
    {
        var zones = await RowsAsync($"""
            SELECT DISTINCT data_type FROM information_schema.columns c JOIN pg_namespace n ON n.nspname = c.table_schema
            WHERE {OurSchemas} AND data_type LIKE 'timestamp%'
            """);

        Assert.Equal("timestamp with time zone", Assert.Single(zones));
    }

    [Fact]
    public async Task Decimals_AreMoneyOrPricesAndQuantities()
    {
        var shapes = await RowsAsync($"""
            SELECT DISTINCT numeric_precision, numeric_scale FROM information_schema.columns c JOIN pg_namespace n ON n.nspname = c.table_schema
            WHERE {OurSchemas} AND data_type = 'numeric' ORDER BY 1
            """);

        Assert.Equal(["18|4", "28|10"], shapes);
    }

    [Theory]
    [InlineData("bot_configs", "initial_capital", "18|4")]
    [InlineData("trades", "pnl", "18|4")]
    [InlineData("trades", "price", "28|10")]
    [InlineData("orders", "qty", "28|10")]
    public async Task Decimal_HasThePrecisionOfItsKind(string table, string column, string expected)
    {
        var shape = await RowsAsync($"""
            SELECT numeric_precision, numeric_scale FROM information_schema.columns WHERE table_name = '{table}' AND column_name = '{column}'
            """);

        Assert.Equal(expected, Assert.Single(shape));
    }

    [Fact]
    public async Task ForeignKeys_AllHaveAnIndexThatBeginsWithTheirColumns()
    {
        // An index of the rows that have a value serves as well: a search for a value implies its condition.
        var unsupported = await RowsAsync($"""
            SELECT c.conname FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
            WHERE {OurSchemas} AND contype = 'f' AND NOT EXISTS (
                SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indisvalid
                AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) IN (
                    SELECT format('(%I IS NOT NULL)', a.attname) FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)))
                AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)
            """);

        Assert.Empty(unsupported);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var database = await TradingSchema.MigratedAsync();
        return await TradingSchema.RowsAsync(database.ConnectionString, sql);
    }
}
