using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests.Phases;

public sealed class TouchTests
{
    [Theory]
    [InlineData("ALTER TABLE identity.users DROP COLUMN is_admin", "identity.users.is_admin")]
    [InlineData("ALTER TABLE identity.users ADD COLUMN note text", "identity.users.note")]
    [InlineData("ALTER TABLE identity.users RENAME COLUMN name TO display_name", "identity.users.display_name, identity.users.name")]
    [InlineData("UPDATE identity.users SET name = ''", "identity.users")]
    [InlineData("CREATE INDEX ix ON identity.users (lower(email))", "identity.users")]
    [InlineData("CREATE FUNCTION trading.bump() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$", "trading.bump")]
    [InlineData("DROP FUNCTION IF EXISTS trading.bump()", "trading.bump")]
    [InlineData("DROP TRIGGER tr_a ON legacy.a", "legacy.a.tr_a")]
    [InlineData("DROP TRIGGER IF EXISTS tr_a ON legacy.a", "legacy.a.tr_a")]
    [InlineData("CREATE SCHEMA identity", "")]
    [InlineData("DROP SCHEMA legacy", "schema legacy")]
    [InlineData("DROP TABLE legacy.a CASCADE", "SQL that does not tell what it touches")]
    [InlineData("DO $$ BEGIN EXECUTE 'DROP TABLE x'; END $$", "SQL that does not tell what it touches")]
    [InlineData("this is no SQL", "SQL that does not tell what it touches")]
    public void Sql_TouchesWhatItNames(string sql, string expected) => Assert.Equal(expected, Touched(builder => builder.Sql(sql)));

    [Fact]
    public void Operations_TouchTheirColumns_AndTheWholeTableWhereTheyDoNotSay()
    {
        Assert.Equal("a.b.c", Touched(builder => builder.AddColumn<int>("c", "b", "integer", schema: "a")));
        Assert.Equal("a.b.c, a.b.ck_c, a.b.d", Touched(builder => builder.AddCheckConstraint("ck_c", "b", "c > 0 AND lower(d) IS NOT NULL", "a")));
        Assert.Equal("a.b.c, a.b.d, a.ix", Touched(builder => builder.CreateIndex("ix", "b", "c", "a", filter: "d = 'x'::text")));
        Assert.Equal("a.b.ix, a.ix", Touched(builder => builder.DropIndex("ix", "b", "a")));
        Assert.Equal("a.b", Touched(builder => builder.DropCheckConstraint("ck_c", "b", "a")));
        Assert.Equal("a.b.c, a.b.fk, x.y.id", Touched(builder => builder.AddForeignKey("fk", "b", "c", "y", "a", "x", "id")));
        Assert.Equal("a.b", Touched(builder => builder.InsertData("b", "c", 1, "a")));
        Assert.Equal("a.b, a.q", Touched(builder => builder.RenameTable("b", "a", "q")));
        Assert.Equal("a.t.first, a.t.second, a.t.zz_dual_writes_x", Touched(builder => builder.StartDualWrites("x", "a", "t", new DualWrite("first", "second"))));
        Assert.Equal("a.t.zz_dual_writes_x", Touched(builder => builder.StopDualWrites("x", "a", "t")));
        Assert.Equal("a.t.old, a.t.status", Touched(builder => builder.UpdateInBatches("t", "a", "old = status = 'x'", "old IS NULL")));
        Assert.Equal("", Touched(builder => builder.EnsureSchema("a")));
    }

    [Fact]
    public void Objects_ShareWhatIsTheNarrower()
    {
        var column = new TouchedObject("a", "b", "c");
        Assert.Equal(column, column.SharedWith(new("a", "b", null)));
        Assert.Equal(column, new TouchedObject("a", null, null).SharedWith(column));
        Assert.Equal(column, column.SharedWith(new(null, "b", "c")));
        Assert.Null(column.SharedWith(new("a", "b", "d")));
        Assert.Null(column.SharedWith(new("x", "b", "c")));
        Assert.Null(column.SharedWith(new("a", "bb", null)));
        Assert.Equal(TouchedObject.Everything, column.SharedWith(TouchedObject.Everything));
    }

    private static string Touched(Action<MigrationBuilder> build)
    {
        var builder = new MigrationBuilder("Npgsql.EntityFrameworkCore.PostgreSQL");
        build(builder);
        return string.Join(", ", MigrationTouches.Of(builder.Operations));
    }
}
