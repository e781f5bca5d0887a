using TradingPlatform.MigrationEngine.Tests.Phases;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Gate;

public sealed class InstanceGateTests
{
    private const string Expire = "UPDATE migration.instances SET beat_at = beat_at - interval '1 hour'";

    [Fact]
    public async Task Complete_WhileAnOlderInstanceLives_RefusesAndNamesIt()
    {
        await using var database = await DeskScene.ReadyAsync();
        var old = GateScene.Instance("tradingapi");
        Assert.True((await database.EnterAsync<OldDeskContext>(old)).IsSufficient);
        Assert.True((await database.EnterAsync<DeskContext>(GateScene.Instance("adminapi"))).IsSufficient);

        var waiting = Assert.Single((await database.CompleteAsync<DeskContext>()).Waiting);

        Assert.Equal(old.Id, Assert.Single(waiting.Instances).Id);
        Assert.Contains($"tradingapi 1.4.0 (process {Environment.ProcessId} on {Environment.MachineName}, built with {DeskContext.Create}", Assert.Single(waiting.Reasons), StringComparison.Ordinal);
        Assert.Contains($"is older than {DeskContext.Expand}", waiting.Reasons[0], StringComparison.Ordinal);
        Assert.Equal(2, (await database.HeldStatusAsync<DeskContext>()).Instances.Count);
        Assert.Equal("id,name,display_name,note", await database.ColumnsAsync());

        await database.LeaveAsync<OldDeskContext>(old);
        Assert.Equal([DeskContext.Contract], (await database.CompleteAsync<DeskContext>()).Migrations);
    }

    [Fact]
    public void ContractMigration_ThatNamesNoOldestBuild_ToleratesNoneWithoutItself()
    {
        var graph = MigrationGraph.Of(typeof(ClashingDeskContext).Assembly, typeof(ClashingDeskContext));
        Assert.Equal([DeskContext.Contract], BuildRequirement.Of(graph, DeskContext.Contract));
        graph = MigrationGraph.Of(typeof(DeskContext).Assembly, typeof(DeskContext));
        Assert.Equal([DeskContext.Expand], BuildRequirement.Of(graph, DeskContext.Contract));
    }

    /// <summary>That builds from before it are tolerated does not make a build that has it read rows of before.</summary>
    [Fact]
    public async Task Instance_OfABuildWithAContractMigration_WaitsForItsBackfills()
    {
        await using var database = await DeskScene.InUseAsync();
        await database.HeldUpAsync<DeskContext>();

        var early = await database.EnterAsync<DeskContext>(GateScene.Instance());
        Assert.Equal((false, SchemaObstacle.Behind), (early.IsSufficient, early.Obstacle));
        Assert.Contains($"Backfill {DeskContext.Backfill} has not finished", early.Message, StringComparison.Ordinal);
        Assert.True((await database.EnterAsync<OldDeskContext>(GateScene.Instance())).IsSufficient);

        await database.BackfillAsync();
        Assert.True((await database.EnterAsync<DeskContext>(GateScene.Instance())).IsSufficient);
    }

    [Fact]
    public async Task Instance_OfABuildFromBeforeAContraction_IsRefused()
    {
        await using var database = await DeskScene.ReadyAsync();
        await database.CompleteAsync<DeskContext>();

        var verdict = await database.EnterAsync<OldDeskContext>(GateScene.Instance());

        Assert.False(verdict.IsSufficient);
        Assert.Equal(SchemaObstacle.Contracted, verdict.Obstacle);
        Assert.Contains($"{DeskContext.Contract} took away what builds without {DeskContext.Expand} use", verdict.Message, StringComparison.Ordinal);
        Assert.Empty((await database.HeldStatusAsync<DeskContext>()).Instances);

        // An older one that has what the contraction asks for works on: it does not know the contraction's successor.
        Assert.True((await database.EnterAsync<MiddleDeskContext>(GateScene.Instance())).IsSufficient);

        await database.DownAsync<DeskContext>(DeskContext.Expand, allowDataLoss: true);
        Assert.True((await database.EnterAsync<OldDeskContext>(GateScene.Instance())).IsSufficient);
    }

    [Fact]
    public async Task Instance_ThatWasThoughtDead_IsRefusedAtItsNextBeat()
    {
        await using var database = await DeskScene.ReadyAsync();
        var (old, current) = (GateScene.Instance(), GateScene.Instance());
        await database.EnterAsync<OldDeskContext>(old);
        await database.EnterAsync<DeskContext>(current);
        await database.ExecuteAsync(Expire);
        await database.CompleteAsync<DeskContext>();

        Assert.Equal(SchemaObstacle.Contracted, (await database.BeatAsync<OldDeskContext>(old)).Obstacle);

        // Another that was thought dead and can work comes back.
        Assert.True((await database.BeatAsync<DeskContext>(current)).IsSufficient);
        Assert.Equal(current.Id, Assert.Single((await database.HeldStatusAsync<DeskContext>()).Instances).Id);
    }

    /// <summary>In Development nothing is refused for an instance: it hears of it.</summary>
    [Fact]
    public async Task Instance_ThatIsContractedPast_HearsOfItAtItsNextBeat()
    {
        await using var database = await DeskScene.ReadyAsync();
        var old = GateScene.Instance();
        await database.EnterAsync<OldDeskContext>(old);
        Assert.True((await database.BeatAsync<OldDeskContext>(old)).IsSufficient);

        await using (var session = await database.Migrator<DeskContext>(database.Held() with { HoldsContractions = false }).BeginAsync(default))
            await session.UpAsync(MigrationTarget.Head, default);

        Assert.Equal(SchemaObstacle.Contracted, (await database.BeatAsync<OldDeskContext>(old)).Obstacle);
    }

    [Fact]
    public async Task Instance_DuringAContraction_IsTurnedAwayAtOnce_AndLivingOnesBeatOn()
    {
        await using var database = await DeskScene.ReadyAsync();
        var living = GateScene.Instance();
        await database.EnterAsync<DeskContext>(living);
        await using var contraction = await database.ConnectAsync();
        await contraction.ExecuteAsync($"SELECT pg_advisory_lock({GateLock.Key})");

        var verdict = await database.EnterAsync<DeskContext>(GateScene.Instance());

        Assert.Equal(SchemaObstacle.Contracting, verdict.Obstacle);
        Assert.True((await database.BeatAsync<DeskContext>(living)).IsSufficient);
        await database.ExecuteAsync(Expire);
        Assert.Equal(SchemaObstacle.Contracting, (await database.BeatAsync<DeskContext>(living)).Obstacle);

        await contraction.ExecuteAsync($"SELECT pg_advisory_unlock({GateLock.Key})");
        Assert.True((await database.BeatAsync<DeskContext>(living)).IsSufficient);
    }

    [Fact]
    public async Task Instance_OfANewerBuild_IsNoOlderOne()
    {
        await using var database = await DeskScene.ReadyAsync();
        await database.EnterAsync<ClashingDeskContext>(GateScene.Instance());
        await database.ExecuteAsync($"INSERT INTO migration.\"__EFMigrationsHistory\" VALUES ('{ClashingDeskContext.Clash}', '10')");
        Assert.True((await database.EnterAsync<ClashingDeskContext>(GateScene.Instance())).IsSufficient);
        await database.ExecuteAsync($"DELETE FROM migration.\"__EFMigrationsHistory\" WHERE \"MigrationId\" = '{ClashingDeskContext.Clash}'");

        Assert.Equal([DeskContext.Contract], (await database.CompleteAsync<DeskContext>()).Migrations);
    }

    [Fact]
    public async Task Instance_WithoutTheSchema_IsToldToMigrate()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var verdict = await database.EnterAsync<DeskContext>(GateScene.Instance());

        Assert.Equal(SchemaObstacle.Behind, verdict.Obstacle);
        Assert.Contains("run the MigrationService", verdict.Message, StringComparison.Ordinal);
    }

    /// <summary>An application's role needs no more than the sentence says.</summary>
    [Fact]
    public async Task Instance_OfARoleWithoutRights_IsToldWhatToGrant()
    {
        await using var database = await DeskScene.ReadyAsync();
        var role = $"app_{Guid.CreateVersion7():N}";
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'secret'");
        try
        {
            var connection = new Npgsql.NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "secret", Pooling = false }.ConnectionString;
            await using var context = new DeskContext(EngineFixture.ContextOptions<DeskContext>(connection));
            await database.ExecuteAsync($"GRANT USAGE ON SCHEMA migration TO {role}; GRANT SELECT ON migration.\"__EFMigrationsHistory\" TO {role}");

            var verdict = await GateScene.Instance().EnterAsync(context, default);

            Assert.Equal(SchemaObstacle.NoRights, verdict.Obstacle);
            var grants = verdict.Message[verdict.Message.IndexOf("GRANT", StringComparison.Ordinal)..].TrimEnd('.');
            await database.ExecuteAsync(grants);
            var instance = GateScene.Instance();
            Assert.True((await instance.EnterAsync(context, default)).IsSufficient);
            Assert.True((await instance.BeatAsync(context, default)).IsSufficient);
            await instance.LeaveAsync(context, default);
            Assert.Empty((await database.HeldStatusAsync<DeskContext>()).Instances);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    /// <summary>Whoever registers is seen by the contraction, or sees it: never do both go on.</summary>
    [Fact]
    public async Task Registration_RacingAgainstComplete_NeverSlipsThrough()
    {
        for (var round = 0; round < 12; round++)
        {
            await using var database = await DeskScene.ReadyAsync();
            var instances = Enumerable.Range(0, 8).Select(_ => GateScene.Instance()).ToList();
            using var start = new SemaphoreSlim(0);
            var delay = round;
            var registrations = instances.ConvertAll(instance => Task.Run(async () =>
            {
                await start.WaitAsync();
                for (var spin = 0; spin < delay * 20_000; spin++) Thread.SpinWait(1);
                return await database.EnterAsync<OldDeskContext>(instance);
            }));
            var complete = Task.Run(async () =>
            {
                await start.WaitAsync();
                try
                {
                    return (await database.CompleteAsync<DeskContext>()).Migrations.Count > 0;
                }
                catch (MigrationException exception) when (exception.ExitCode == MigrationExitCode.Refused)
                {
                    return false;
                }
            });
            start.Release(instances.Count + 1);
            var verdicts = await Task.WhenAll(registrations);
            var contracted = await complete;

            Assert.Equal(contracted, await database.ColumnsAsync() == "id,display_name,note");
            if (contracted) Assert.All(verdicts, verdict => Assert.Contains(verdict.Obstacle, new[] { SchemaObstacle.Contracted, SchemaObstacle.Contracting }));
            else Assert.Contains(verdicts, verdict => verdict.IsSufficient);
        }
    }
}
