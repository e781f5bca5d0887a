using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

public sealed class UpLossTests
{
    [Fact]
    public async Task Up_WhenAColumnWithValuesGoes_IsRefusedUntilTheLossIsAllowed()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<LosingContext>("+1");
        await database.ExecuteAsync("INSERT INTO public.notes VALUES (1, 'kept?'), (2, NULL)");
        await using var session = await database.Migrator<LosingContext>().BeginAsync(default);

        var refused = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, allowDataLoss: false, default));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains("1 values of column public.notes.text (20260101000002_DropText)", refused.Message, StringComparison.Ordinal);
        Assert.Single((await session.UpAsync(MigrationTarget.Head, allowDataLoss: true, default)).Migrations);
    }

    [Fact]
    public async Task Up_ByRawSqlThatCannotBeCounted_IsRefusedBeforeAnythingIsDone_AlsoWhereThereIsNoTable()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var session = await database.Migrator<UnknownLossContext>().BeginAsync(default);

        var refused = await Assert.ThrowsAsync<MigrationException>(() => session.UpAsync(MigrationTarget.Head, allowDataLoss: false, default));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains("what cannot be counted, by raw SQL", refused.Message, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('public.prices') IS NULL AND to_regclass('migration.journal') IS NULL"));
        Assert.Equal(2, (await session.UpAsync(MigrationTarget.Head, allowDataLoss: true, default)).Migrations.Count);
    }

    [Fact]
    public async Task FindLosses_OfAPlan_CountsThemAndChangesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<LosingContext>("+1");
        await database.ExecuteAsync("INSERT INTO public.notes VALUES (1, 'kept?'), (2, NULL)");
        await using var session = await database.Migrator<LosingContext>().BeginAsync(default);

        var loss = Assert.Single(await session.FindLossesAsync(await session.PlanUpAsync(MigrationTarget.Head, default), default));

        Assert.Equal((1, PotentialLossKind.DropColumn), (loss.Rows, loss.What.Kind));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(text) FROM public.notes"));
    }

    [Fact]
    public async Task Up_WithAProgress_ReportsEveryStepInOrder()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var seen = new SeenProgress();
        await using var session = await database.Migrator<LosingContext>(database.Options() with { Progress = seen }).BeginAsync(default);

        await session.UpAsync(MigrationTarget.Relative(1), default);

        Assert.Equal(
            [MigrationProgressKind.MigrationStarted, MigrationProgressKind.StepStarted, MigrationProgressKind.MigrationDone],
            seen.Reports.Select(report => report.Kind));
        Assert.StartsWith("CREATE TABLE", seen.Reports[1].Detail, StringComparison.Ordinal);
    }

    private sealed class SeenProgress : IProgress<MigrationProgress>
    {
        public List<MigrationProgress> Reports { get; } = [];

        public void Report(MigrationProgress value) => Reports.Add(value);
    }
}
