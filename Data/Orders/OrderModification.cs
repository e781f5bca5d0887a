using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>
/// A change of an order that brokers carry out as a replacement: the order that was, the one that took its place, and what differs.
/// <c>execution.order_modifications</c>. Written once.
/// </summary>
public sealed class OrderModification
{
    /// <summary>Internal key.</summary>
    public OrderModificationId Id { get; init; } = OrderModificationId.New();

    /// <summary>The order as it was first made, also for a change of a change.</summary>
    public required string OriginalClientOrderId { get; init; }

    /// <summary>The order that takes its place.</summary>
    public required string NewClientOrderId { get; init; }

    /// <summary>Which change of the original, from 1; unique with it.</summary>
    public required int ModificationSeq { get; init; }

    /// <summary>Made by who asks, so that a request that is repeated changes the order once; unique with the original.</summary>
    public required Guid IdempotencyKey { get; init; }

    /// <summary>What differs: a JSON object of field, old and new value.</summary>
    public required JsonElement Changes { get; init; }

    /// <summary>When it was asked for; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
