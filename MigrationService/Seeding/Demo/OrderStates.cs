using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What else is known of an order in a status.</summary>
internal static class OrderStates
{
    /// <summary>Whether it has left the platform.</summary>
    public static bool WasSent(OrderStatus status) =>
        status is not (OrderStatus.PendingNew or OrderStatus.DryRun or OrderStatus.Failed or OrderStatus.BlockedKillSwitch or OrderStatus.BlockedCircuitBreaker);

    /// <summary>Whether the broker has given it an id of its own.</summary>
    public static bool IsKnownToBroker(OrderStatus status) => WasSent(status) && status is not (OrderStatus.Submitted or OrderStatus.SubmittedUnconfirmed);

    /// <summary>Why it ended as it did, where that needs a reason.</summary>
    public static string? ErrorOf(OrderStatus status) => status switch
    {
        OrderStatus.Failed => "The broker did not answer: given up after 3 attempts.",
        OrderStatus.Rejected => "Insufficient margin.",
        OrderStatus.BlockedKillSwitch => "The kill switch is on.",
        OrderStatus.BlockedCircuitBreaker => "The day's loss limit is reached.",
        OrderStatus.SubmittedUnconfirmed => "The broker's answer was lost: reconciliation will ask.",
        _ => null,
    };
}
