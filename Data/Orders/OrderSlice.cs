namespace TradingPlatform.Data;

/// <summary>
/// One part of an order that is carried out over time, as planned and as it went. <c>execution.order_slices</c>. The quantities of an order's
/// slices add up to its own.
/// </summary>
public sealed class OrderSlice
{
    /// <summary>The order that is sliced; key with <see cref="SliceIndex"/>.</summary>
    public required string ParentOrderId { get; init; }

    /// <summary>Which slice, from 0.</summary>
    public required int SliceIndex { get; init; }

    /// <summary>When it is due.</summary>
    public required DateTimeOffset ScheduledAt { get; set; }

    /// <summary>How many; above zero.</summary>
    public required decimal Qty { get; init; }

    /// <summary>Where it stands. Default <see cref="OrderSliceStatus.Pending"/>.</summary>
    public OrderSliceStatus Status { get; set; }

    /// <summary>The order that carries it out, once it is made; unique.</summary>
    public string? ClientOrderId { get; set; }

    /// <summary>When it was planned; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version (xmin): the scheduler sends while the trader cancels.</summary>
    public uint Version { get; private set; }
}
