using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>The backfills of the platform: which rows are brought into a new shape while everybody works.</summary>
public static class TradingBackfills
{
    /// <summary>All of them, in the order in which they run where several can.</summary>
    public static IReadOnlyList<Backfill> All { get; } =
    [
        new ResetTokensToPasswordResets(),
        new AuditLogEvents(),
        new AdministratorRoles(),
        new UserProfiles(),
        new CanceledOrders(),
        new OrderRanks(),
        new OrderOwners(),
        new LegacyPositions(),
        new TradeStrategies(),
        new RealizedPnl(),
        new OlderUsers(),
        new OlderBacktests(),
    ];
}
