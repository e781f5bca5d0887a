using static TradingPlatform.Data.OrderStatus;

namespace TradingPlatform.Data.Tests;

public sealed class OrderLifecycleTests
{
    private static readonly OrderStatus[] All = Enum.GetValues<OrderStatus>();

    [Fact]
    public void Rank_IsTheDocumentedOne_AndFourAndFiveAreTerminal()
    {
        Assert.Equal([PendingNew, DryRun], Of(1));
        Assert.Equal([Submitted, SubmittedUnconfirmed, New, Accepted], Of(2));
        Assert.Equal([PendingCancel, PendingReplace, PartiallyFilled, Suspended, Stopped, Calculated], Of(3));
        Assert.Equal([Canceled, Expired, Failed, Rejected, Replaced, DoneForDay, BlockedKillSwitch, BlockedCircuitBreaker], Of(4));
        Assert.Equal([Filled], Of(5));
        Assert.All(All, status => Assert.Equal(status.Rank() >= 4, status.IsTerminal()));
    }

    [Theory]
    [InlineData(PendingNew, "Submitted,SubmittedUnconfirmed,New,Accepted,PendingCancel,PendingReplace,PartiallyFilled,Suspended,Stopped,Calculated,Canceled,Expired,Failed,Rejected,Replaced,DoneForDay,BlockedKillSwitch,BlockedCircuitBreaker,Filled")]
    [InlineData(DryRun, "Canceled,Expired,Filled")]
    [InlineData(Submitted, "SubmittedUnconfirmed,New,Accepted,PendingCancel,PendingReplace,PartiallyFilled,Suspended,Stopped,Calculated,Canceled,Expired,Failed,Rejected,Replaced,DoneForDay,Filled")]
    [InlineData(Accepted, "Submitted,SubmittedUnconfirmed,New,PendingCancel,PendingReplace,PartiallyFilled,Suspended,Stopped,Calculated,Canceled,Expired,Rejected,Replaced,DoneForDay,Filled")]
    [InlineData(PartiallyFilled, "PendingCancel,PendingReplace,Suspended,Stopped,Calculated,Canceled,Expired,Rejected,Replaced,DoneForDay,Filled")]
    [InlineData(PendingCancel, "New,Accepted,PendingReplace,PartiallyFilled,Suspended,Stopped,Calculated,Canceled,Expired,Rejected,Replaced,DoneForDay,Filled")]
    [InlineData(Canceled, "Filled")]
    [InlineData(Expired, "Filled")]
    [InlineData(Replaced, "Filled")]
    [InlineData(DoneForDay, "Filled")]
    [InlineData(Rejected, "")]
    [InlineData(Failed, "")]
    [InlineData(BlockedKillSwitch, "")]
    [InlineData(BlockedCircuitBreaker, "")]
    [InlineData(Filled, "")]
    public void MayBecome_AllowsExactlyThese(OrderStatus from, string expected) =>
        Assert.Equal(expected, string.Join(',', All.Where(to => from.MayBecome(to))));

    [Fact]
    public void MayBecome_GoesRoundInNoRankAboveItsOwn() =>
        Assert.DoesNotContain(
            from a in All from b in All where a.MayBecome(b) && b.Rank() < a.Rank() select (a, b),
            pair => pair.a is not (PendingCancel or PendingReplace or Suspended) || pair.b is not (New or Accepted));

    private static IEnumerable<OrderStatus> Of(int rank) => All.Where(status => status.Rank() == rank);
}
