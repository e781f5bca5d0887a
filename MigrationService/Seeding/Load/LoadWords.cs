using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>Enumerations as the database writes them, in the bytes of COPY.</summary>
internal static class LoadWords
{
    public static ReadOnlySpan<byte> Of(OrderSide side) => side == OrderSide.Buy ? "buy"u8 : "sell"u8;

    /// <summary>The statuses that the load has.</summary>
    public static ReadOnlySpan<byte> Of(OrderStatus status) => status switch
    {
        OrderStatus.Filled => "filled"u8,
        OrderStatus.Canceled => "canceled"u8,
        OrderStatus.Expired => "expired"u8,
        OrderStatus.Rejected => "rejected"u8,
        OrderStatus.Accepted => "accepted"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The load has no such orders."),
    };
}
