using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine.Tests.Planning;

public sealed class DesignerModelTests
{
    [Fact]
    public void Plan_OfOperationsThatNeedAModel_UsesTheMigrations()
    {
        using var context = EngineFixture.OfflineContext<ModelledContext>();

        var plan = OfflinePlanner.Plan(MigrationGraph.Of(context), context, MigrationTarget.Base, MigrationTarget.Parse("Things"));

        var sql = string.Join('\n', plan.Migrations[0].Steps.SelectMany(step => step.Statements));
        Assert.Contains("name varchar(7)", sql, StringComparison.Ordinal);
        Assert.Contains("pg_get_serial_sequence('things', 'id')", sql, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingIn_NamesTheMigrationThatNeedsAModelAndHasNone()
    {
        using var context = EngineFixture.OfflineContext<ModelledContext>();

        Assert.Equal([ModelledContext.MoreThings], DesignerModels.MissingIn(MigrationGraph.Of(context), context));
    }

    [Fact]
    public void Of_OperationsThatSayEverything_IsFalse()
    {
        Assert.False(Needs(migration => migration.CreateTable("t", table => new { c = table.Column<int>("integer") })));
        Assert.False(Needs(migration => migration.AddColumn<int>("c", "t", "integer")));
        Assert.False(Needs(migration => migration.AlterColumn<int>("c", "t", "integer", oldClrType: typeof(long), oldType: "bigint")));
        Assert.False(Needs(migration => migration.CreateIndex("i", "t", "c")));
        Assert.False(Needs(migration => migration.UpdateData("t", ["id"], ["integer"], [1], ["c"], ["integer"], [2])));
        Assert.False(Needs(migration => migration.RenameTable("t", newName: "u")));
        Assert.False(Needs(migration => migration.Sql("SELECT 1")));
    }

    [Fact]
    public void Of_OperationsThatAModelCompletes_IsTrue()
    {
        Assert.True(Needs(migration => migration.CreateTable("t", table => new { c = table.Column<int>() })));
        Assert.True(Needs(migration => migration.AddColumn<int>("c", "t")));
        Assert.True(Needs(migration => migration.AlterColumn<int>("c", "t", "integer")));
        Assert.True(Needs(migration => migration.AlterColumn<int>("c", "t", "integer", oldClrType: typeof(int), oldType: "integer", computedColumnSql: "1", stored: true)));
        Assert.True(Needs(migration => migration.AddColumn<string>("c", "t", "tsvector").Annotation("Npgsql:TsVectorConfig", "english")));
        Assert.True(Needs(migration => migration.InsertData("t", ["c"], ["integer"], new object[,] { { 1 } })));
        Assert.True(Needs(migration => migration.UpdateData("t", "id", 1, "c", 2)));
        Assert.True(Needs(migration => migration.DeleteData("t", "id", 1)));
        Assert.True(Needs(migration => migration.AlterDatabase().Annotation("Npgsql:PostgresExtension:citext", ",,")));
    }

    private static bool Needs(Action<MigrationBuilder> build)
    {
        var builder = new MigrationBuilder(null);
        build(builder);
        return builder.Operations.Any(ModelDependence.Of);
    }
}
