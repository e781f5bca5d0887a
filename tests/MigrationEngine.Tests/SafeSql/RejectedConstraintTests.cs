using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>A constraint that the rows do not fulfil: what was atomic in one transaction is now in several steps.</summary>
public sealed class RejectedConstraintTests
{
    private const string Constraints = "SELECT count(*) FROM pg_constraint WHERE conrelid = 'goods'::regclass AND contype IN ('c', 'f')";

    [Fact]
    public async Task Up_WhenRowsViolateAConstraint_GoesOnOnceTheyAreRepaired()
    {
        await using var database = await FailedAsync();
        await database.ExecuteAsync("DELETE FROM goods WHERE maker_id = 2");

        await database.UpAsync<RejectContext>();

        Assert.Equal(2L, await database.ScalarAsync<long>(Constraints + " AND convalidated"));
        Assert.Equal(MigrationExitCode.Success, (await database.StatusAsync<RejectContext>()).ExitCode);
    }

    [Fact]
    public async Task Down_WhenRowsViolateAConstraint_TakesBackWhatWasDone()
    {
        await using var database = await FailedAsync();

        await database.DownAsync<RejectContext>("-1");

        Assert.Equal(0L, await database.ScalarAsync<long>(Constraints));
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('ix_goods_price') IS NULL"));
        Assert.Equal([RejectContext.Create], (await database.StatusAsync<RejectContext>()).Applied.Select(applied => applied.Id));
        await database.ExecuteAsync("DELETE FROM goods WHERE maker_id = 2");
        await database.UpAsync<RejectContext>();
        await database.DownAsync<RejectContext>("base", allowDataLoss: true);
    }

    private static async Task<TestDatabase> FailedAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        var failure = await Assert.ThrowsAsync<MigrationException>(() => database.UpAsync<RejectContext>());
        Assert.Contains("23503", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2L, await database.ScalarAsync<long>(Constraints));
        return database;
    }
}
