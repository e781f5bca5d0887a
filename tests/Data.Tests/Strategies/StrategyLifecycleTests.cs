namespace TradingPlatform.Data.Tests;

public sealed class StrategyLifecycleTests
{
    [Fact]
    public void MayBecome_AllowsExactlyTheDocumentedTransitions()
    {
        var states = Enum.GetValues<StrategyStatus>();

        var allowed = from a in states from b in states where a.MayBecome(b) select $"{a}>{b}";

        Assert.Equal(
            ["Created>Running", "Running>Stopped", "Running>Completed", "Running>Error", "Stopped>Running", "Error>Stopped"],
            allowed);
    }

    [Fact]
    public void MayBeDeleted_IsRefusedWhileRunningOnly()
    {
        Assert.Equal([StrategyStatus.Running], Enum.GetValues<StrategyStatus>().Where(status => !status.MayBeDeleted()));
    }
}
