using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>An order of the load. Quantities and prices are in ten-thousandths, moments in <see cref="CopyBuffer.Microseconds"/>.</summary>
/// <param name="Number">Its place among the orders of its chunk.</param>
/// <param name="Id">The client_order_id, by the platform's rule.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Qty">Of which all is filled, or nothing.</param>
/// <param name="Limit">The limit price.</param>
/// <param name="Status">Filled where trades belong to it.</param>
/// <param name="CreatedAt">When somebody wanted it.</param>
/// <param name="EndedAt">When it was filled, or ended without that.</param>
internal sealed record LoadOrder(int Number, string Id, OrderSide Side, long Qty, long Limit, OrderStatus Status, long CreatedAt, long EndedAt)
{
    private const int LatencySequence = 7;

    /// <summary>How long the broker needs to take it on, in microseconds: for the log too.</summary>
    public int Latency => 18_000 + LoadChance.Number(LatencySequence, CreatedAt, 400_000);

    public bool IsFilled => Status == OrderStatus.Filled;

    /// <summary>Null where the broker never took it on.</summary>
    public long? SubmittedAt => Status == OrderStatus.Rejected ? null : CreatedAt + Latency;
}
