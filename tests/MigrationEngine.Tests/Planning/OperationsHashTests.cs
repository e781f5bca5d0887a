using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Planning;

public sealed class OperationsHashTests
{
    [Fact]
    public void Of_IsAVersionAndASha256() =>
        Assert.Matches(new Regex("^v1:[0-9a-f]{64}$"), OperationsHash.Of(Items()));

    [Fact]
    public void Of_TheSameOperations_IsTheSameHoweverTheyWereGiven()
    {
        // As a later EF or provider would: a property at its default, annotations in another order.
        var later = Items();
        ((CreateTableOperation)later[0]).Comment = null;
        later[0].IsDestructiveChange = true;
        var column = ((CreateTableOperation)later[0]).Columns[0];
        column.RemoveAnnotation("B");
        column.RemoveAnnotation("A");
        column.AddAnnotation("A", 1);
        column.AddAnnotation("B", "two");

        Assert.Equal(OperationsHash.Of(Items()), OperationsHash.Of(later));
    }

    [Fact]
    public void Of_RawSqlWithOtherLineEnds_IsTheSame() =>
        Assert.Equal(OperationsHash.Of([new SqlOperation { Sql = "SELECT 1;\r\nSELECT 2" }]), OperationsHash.Of([new SqlOperation { Sql = "SELECT 1;\nSELECT 2" }]));

    private static Action<MigrationBuilder>[] Edits() =>
    [
        migration => migration.AddColumn<int>("c", "t", "bigint"),
        migration => migration.AddColumn<int>("c", "t", "integer", defaultValue: 0),
        migration => migration.AddColumn<bool>("c", "t", "integer", defaultValue: false),
        migration => migration.AddColumn<int>("c", "t", "integer", nullable: true),
        migration => migration.AddColumn<int>("d", "t", "integer"),
        migration => migration.AddColumn<int>("c", "t", "integer", schema: "s"),
        migration => migration.AddColumn<int>("c", "t", "integer").Annotation("Npgsql:X", 1),
        migration => migration.Sql("SELECT 1"),
        migration => migration.StartDualWrites("w", "s", "t", new DualWrite("a", "b")),
        migration => migration.StartDualWrites("w", "s", "t", new DualWrite("a", "b") { ToNew = "a" }),
        migration => migration.StartDualWrites("w", "s", "t", new DualWrite("a", "b") { ToOld = "a" }),
        migration => migration.StartDualWrites("w", "s", "t", new DualWrite("a", "b"), new DualWrite("c", "d")),
        migration => migration.StopDualWrites("w", "s", "t"),
        migration => migration.UpdateInBatches("t", "s", "a = 1", "a <> 1"),
        migration => migration.UpdateInBatches("t", "s", "a = 1", "a = 2"),
        migration => migration.InsertData("t", ["c", "d"], ["integer", "integer"], new object[,] { { 1, 2 }, { 3, 4 } }),
        migration => migration.InsertData("t", ["c", "d"], ["integer", "integer"], new object[,] { { 1, 2 }, { 3, 5 } }),
    ];

    [Fact]
    public void Of_EveryEdit_IsAnother()
    {
        var builder = new MigrationBuilder(null);
        builder.AddColumn<int>("c", "t", "integer");
        List<string> hashes = [OperationsHash.Of(builder.Operations)];
        foreach (var edit in Edits())
        {
            var edited = new MigrationBuilder(null);
            edit(edited);
            hashes.Add(OperationsHash.Of(edited.Operations));
        }

        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public async Task Journal_AfterAProviderUpgrade_StillHasTheHashOfTheBuild()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        // Applied by a build with another EF and provider: other product versions and other SQL, the same operations.
        await database.ExecuteAsync(
            """
            UPDATE migration."__EFMigrationsHistory" SET "ProductVersion" = '8.0.1';
            UPDATE migration.journal SET product_version = '8.0.1', sql_hash = 'of other SQL';
            """);
        await using var context = database.Context<ShopContext>();
        var build = OfflinePlanner.Plan(MigrationGraph.Of(context), context, MigrationTarget.Base, MigrationTarget.Head);

        var journal = await database.JournalAsync();

        Assert.Equal(build.Migrations.Select(migration => migration.OperationsHash), journal.Select(entry => entry.OperationsHash));
        Assert.Empty((await database.UpAsync<ShopContext>()).Migrations);
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<ShopContext>()).ExitCode);
    }

    [Fact]
    public void Plan_OfAnEditedMigration_HasAnotherHash()
    {
        using var original = EngineFixture.OfflineContext<StepsContext>();
        using var edited = EngineFixture.OfflineContext<ChangedStepsContext>();

        Assert.NotEqual(HashOf(original), HashOf(edited));

        static string HashOf(Microsoft.EntityFrameworkCore.DbContext context) => OfflinePlanner
            .Plan(MigrationGraph.Of(context), context, MigrationTarget.Base, MigrationTarget.Head).Migrations[0].OperationsHash;
    }

    [Fact]
    public void Plan_Twice_HasTheSameHashesAlthoughNpgsqlWritesIntoTheOperations()
    {
        using var context = EngineFixture.OfflineContext<ShopContext>();
        var graph = MigrationGraph.Of(context);
        var planner = new MigrationPlanner(context, graph);

        var first = planner.Plan(MigrationDirection.Up, graph.Ids);

        Assert.Equal(first.Migrations.Select(migration => migration.OperationsHash), graph.Ids.Select(planner.HashOf));
    }

    private static List<MigrationOperation> Items()
    {
        var builder = new MigrationBuilder(null);
        builder.CreateTable(
            "items",
            table => new { id = table.Column<int>("integer", nullable: false).Annotation("B", "two").Annotation("A", 1) },
            constraints: table => table.PrimaryKey("pk_items", row => row.id));
        return builder.Operations;
    }
}
