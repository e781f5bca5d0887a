namespace TradingPlatform.Data;

/// <summary>How orders move from status to status: news of them arrive late, twice and out of order.</summary>
public static class OrderLifecycle
{
    private const int FirstTerminalRank = 4;

    /// <summary>How far an order is: 1 not yet sent, 2 sent, 3 moving, 4 ended, 5 filled.</summary>
    public static int Rank(this OrderStatus status) => status switch
    {
        OrderStatus.PendingNew or OrderStatus.DryRun => 1,
        OrderStatus.Submitted or OrderStatus.SubmittedUnconfirmed or OrderStatus.New or OrderStatus.Accepted => 2,
        OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.PartiallyFilled or OrderStatus.Suspended or OrderStatus.Stopped or OrderStatus.Calculated => 3,
        OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Failed or OrderStatus.Rejected or OrderStatus.Replaced or OrderStatus.DoneForDay
            or OrderStatus.BlockedKillSwitch or OrderStatus.BlockedCircuitBreaker => 4,
        OrderStatus.Filled => 5,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status of an order."),
    };

    /// <summary>Whether the platform does nothing more with the order: ranks 4 and 5.</summary>
    public static bool IsTerminal(this OrderStatus status) => status.Rank() >= FirstTerminalRank;

    /// <summary>
    /// Whether news of <paramref name="to"/> may be written over <paramref name="from"/>. An order does not go back in rank, except that a
    /// cancellation, replacement or suspension may come to nothing. What ended at the broker may turn out to be filled, and nothing else. What was never sent is held
    /// back, and a dry run ends without having been sent.
    /// </summary>
    public static bool MayBecome(this OrderStatus from, OrderStatus to) => (from, to) switch
    {
        _ when from == to => false,
        (OrderStatus.Filled, _) or (_, OrderStatus.PendingNew or OrderStatus.DryRun) => false,
        (_, OrderStatus.BlockedKillSwitch or OrderStatus.BlockedCircuitBreaker) => from is OrderStatus.PendingNew,
        (OrderStatus.DryRun, _) => to is OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired,
        (OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Replaced or OrderStatus.DoneForDay, OrderStatus.Filled) => true,
        _ when from.IsTerminal() => false,
        (_, OrderStatus.Failed) => from is OrderStatus.PendingNew or OrderStatus.Submitted or OrderStatus.SubmittedUnconfirmed,
        (OrderStatus.PendingCancel or OrderStatus.PendingReplace or OrderStatus.Suspended, OrderStatus.New or OrderStatus.Accepted) => true,
        _ => to.Rank() >= from.Rank(),
    };
}
