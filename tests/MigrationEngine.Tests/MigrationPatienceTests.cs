namespace TradingPlatform.MigrationEngine.Tests;

public sealed class MigrationPatienceTests
{
    private static readonly MigrationEngineOptions Defaults = new() { ConnectionString = "Host=nowhere" };

    public static TheoryData<string, MigrationEngineOptions> Unusable => new()
    {
        { "lock timeout", Defaults with { LockTimeout = TimeSpan.Zero } },
        { "lock timeout", Defaults with { LockTimeout = TimeSpan.FromMicroseconds(10) } },
        { "statement timeout", Defaults with { StatementTimeout = TimeSpan.Zero } },
        { "scan timeout", Defaults with { ScanTimeout = TimeSpan.Zero } },
        { "scan timeout", Defaults with { ScanTimeout = TimeSpan.FromDays(8) } },
        { "shorter than the lock timeout", Defaults with { StatementTimeout = TimeSpan.FromMilliseconds(20) } },
        { "negative", Defaults with { RetryBudget = TimeSpan.FromSeconds(-1) } },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void Options_ThatWouldKeepTheDatabaseWaiting_AreRefusedWithTheirName(string name, MigrationEngineOptions options)
    {
        var refused = Assert.Throws<MigrationException>(() => MigrationPatience.Refuse(options));

        Assert.Equal(MigrationExitCode.Usage, refused.ExitCode);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheDefaults_SuitABusyDatabase()
    {
        MigrationPatience.Refuse(Defaults);
        MigrationPatience.Refuse(new MigrationScriptOptions());

        Assert.Equal(TimeSpan.FromMilliseconds(50), Defaults.LockTimeout);
    }

    [Theory]
    [InlineData("14.0", true)]
    [InlineData("14.3", true)]
    [InlineData("14.4", false)]
    [InlineData("13.9", false)]
    [InlineData("15.1", false)]
    public void AConcurrentBuild_OnAServerThatCanLoseRowsOfIt_IsRefused(string server, bool refused)
    {
        MigrationStep[] steps = [new(false, ["CREATE INDEX CONCURRENTLY ix ON t (a)"]), new(true, [])];
        var migration = new PlannedMigration("20260101_Index", MigrationDirection.Up, steps, "", [], "");
        var plain = migration with { Steps = [new(true, ["CREATE INDEX ix ON t (a)"])] };

        ConcurrentBuilds.RefuseOn(Version.Parse(server), [plain]);
        var act = () => ConcurrentBuilds.RefuseOn(Version.Parse(server), [plain, migration]);

        if (refused) Assert.Equal(MigrationExitCode.Refused, Assert.Throws<MigrationException>(act).ExitCode);
        else act();
    }
}
