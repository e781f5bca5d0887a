namespace TradingPlatform.MigrationEngine.Tests.Planning;

public sealed class RawSqlLossTests
{
    [Theory]
    [InlineData("DROP TABLE trades", "DropTable trades")]
    [InlineData("drop table if exists Trading.trades, \"Odd \"\"Name\"\"\";", "DropTable trading.trades; DropTable Odd \"Name\"")]
    [InlineData("TRUNCATE trades, orders RESTART IDENTITY", "DeleteRows trades; DeleteRows orders")]
    [InlineData("-- all of it\nDELETE FROM ONLY trading.trades WHERE id > 5", "DeleteRows trading.trades")]
    [InlineData("DROP SCHEMA trading CASCADE", "DropSchema trading.")]
    [InlineData("ALTER TABLE trades DROP COLUMN price, DROP IF EXISTS note, DROP CONSTRAINT ck", "DropColumn trades.price; DropColumn trades.note")]
    [InlineData("DROP TABLE trades CASCADE", "RawSql ")]
    [InlineData("DROP TYPE side CASCADE", "RawSql ")]
    [InlineData("DO $$ BEGIN EXECUTE 'x'; TRUNCATE trades; END $$", "RawSql ")]
    [InlineData("CREATE TABLE t (id int); DROP TABLE trades", "DropTable trades")]
    public void Of_WhatDestroysRows_IsFoundInBothDirections(string sql, string losses)
    {
        Assert.Equal(losses, Describe(sql, MigrationDirection.Down));
        Assert.Equal(losses, Describe(sql, MigrationDirection.Up));
    }

    [Theory]
    [InlineData("UPDATE trades SET price = 0", "RawSql trades")]
    [InlineData("ALTER TABLE trades ALTER COLUMN price TYPE integer", "RawSql trades")]
    [InlineData("SELECT forget()", "RawSql ")]
    [InlineData("DO $$ BEGIN PERFORM forget(); END $$", "RawSql ")]
    public void Of_WhatMayDestroyRows_IsFoundOnTheWayDown(string sql, string losses)
    {
        Assert.Equal(losses, Describe(sql, MigrationDirection.Down));
        Assert.Empty(Describe(sql, MigrationDirection.Up));
    }

    [Theory]
    [InlineData("DROP INDEX CONCURRENTLY shop.ix_items_name;")]
    [InlineData("ALTER TABLE trades RENAME CONSTRAINT a TO b; ALTER TABLE trades ALTER COLUMN price DROP NOT NULL")]
    [InlineData("ALTER TABLE trades DROP CONSTRAINT IF EXISTS ck_price, ALTER COLUMN price DROP DEFAULT")]
    [InlineData("DROP FUNCTION public.f(); DROP TRIGGER tr ON trades; DROP VIEW v;")]
    [InlineData("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN DELETE FROM trades; RETURN NULL; END $f$")]
    [InlineData("COMMENT ON TABLE trades IS 'DROP TABLE trades; -- really'")]
    [InlineData("CREATE TRIGGER tr BEFORE UPDATE OR DELETE OR TRUNCATE ON trades FOR EACH STATEMENT EXECUTE FUNCTION refuse()")]
    [InlineData("CREATE TRIGGER tr BEFORE UPDATE ON trades FOR EACH ROW EXECUTE FUNCTION f()")]
    [InlineData("SET TimeZone TO 'UTC'; /* TRUNCATE trades */ RESET TimeZone;")]
    public void Of_WhatKeepsRows_IsNothing(string sql) => Assert.Empty(Describe(sql, MigrationDirection.Down));

    private static string Describe(string sql, MigrationDirection direction) => string.Join(
        "; ",
        RawSqlLoss.Of(sql, direction).Select(loss =>
            $"{loss.Kind} {(loss.Schema is null ? "" : $"{loss.Schema}.")}{loss.Table}{(loss.Column is null ? "" : $".{loss.Column}")}"));
}
