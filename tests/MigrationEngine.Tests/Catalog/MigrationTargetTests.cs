namespace TradingPlatform.MigrationEngine.Tests.Catalog;

public sealed class MigrationTargetTests
{
    [Fact]
    public void Parse_ReadsEveryWayToSayATarget()
    {
        Assert.Equal(MigrationTarget.Head, MigrationTarget.Parse("HEAD"));
        Assert.Equal(MigrationTarget.Base, MigrationTarget.Parse("base"));
        Assert.Equal(MigrationTarget.Base, MigrationTarget.Parse("0"));
        Assert.Equal(MigrationTarget.Relative(2), MigrationTarget.Parse("+2"));
        Assert.Equal(MigrationTarget.Relative(-3), MigrationTarget.Parse(" -3 "));
        Assert.Equal(new MigrationTarget(MigrationTargetKind.Named, 0, "AddTrades"), MigrationTarget.Parse("AddTrades"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("+")]
    [InlineData("-x")]
    [InlineData("+0")]
    [InlineData("+99999999999")]
    public void Parse_WhenItIsNone_SaysSo(string text) =>
        Assert.Equal(MigrationExitCode.Usage, Assert.Throws<MigrationException>(() => MigrationTarget.Parse(text)).ExitCode);
}
