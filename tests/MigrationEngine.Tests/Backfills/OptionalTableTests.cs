using static TradingPlatform.MigrationEngine.Tests.Backfills.BackfillScene;

namespace TradingPlatform.MigrationEngine.Tests.Backfills;

/// <summary>A backfill of a table that a database need not have.</summary>
public sealed class OptionalTableTests
{
    private const string Leftovers = "CREATE TABLE work.leftovers (id int PRIMARY KEY, amount int, cents int); INSERT INTO work.leftovers VALUES (1, 10), (2, 0);";

    private static readonly Backfill Optional = new TestOptional("amount", "cents");

    [Theory]
    [InlineData("")]
    [InlineData("CREATE TABLE work.leftovers (amount int); INSERT INTO work.leftovers VALUES (1)")]
    [InlineData("CREATE VIEW work.leftovers AS SELECT 1 AS amount, 2 AS cents")]
    public async Task Run_WithoutTheTable_HasNothingToDo(string sql)
    {
        await using var database = await CreateAsync(sql.Length > 0 ? sql : null);

        Assert.Equal((BackfillOutcome.Finished, 0), Told(await database.RunAsync(Optional)));
        Assert.Equal((BackfillOutcome.Finished, 0), Told(await database.RunAsync(Optional, named: true)));
        Assert.Equal(BackfillState.Finished, (await database.StateAsync(Optional)).State);
    }

    [Fact]
    public async Task Run_WithTheTable_DoesItsRows_AndForgetsThoseSetAsideWhenItIsGone()
    {
        await using var database = await CreateAsync();
        await database.RunAsync(Optional);
        await database.ExecuteAsync(Leftovers);

        // It had finished: only who names it looks again.
        Assert.Equal((BackfillOutcome.Finished, 0), Told(await database.RunAsync(Optional)));
        Assert.Equal((BackfillOutcome.RowsSetAside, 1), Told(await database.RunAsync(Optional, named: true)));

        await database.ExecuteAsync("DROP TABLE work.leftovers");
        Assert.Equal((BackfillOutcome.Finished, 0), Told(await database.RunAsync(Optional)));
        Assert.Equal((BackfillState.Finished, 0), (await database.StateAsync(Optional)) is var state ? (state.State, state.RowsSetAside) : default);
    }

    [Fact]
    public async Task Run_WithoutATableThatMustBeThere_Fails()
    {
        await using var database = await CreateAsync();

        var result = await database.RunAsync(new TestOptional());

        Assert.Equal(BackfillOutcome.Failed, result.Outcome);
        Assert.Contains("there is no table work.leftovers", result.Error, StringComparison.Ordinal);
    }

    private static (BackfillOutcome, long) Told(BackfillResult result) => (result.Outcome, result.RowsChanged);
}
