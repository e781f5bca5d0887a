using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>An order, from the decision to its end at the broker. <c>execution.orders</c>.</summary>
public sealed class Order
{
    /// <summary>Key: the first 24 hex digits of SHA-256 over symbol|side|qty|limit price|strategy|date, so that a repeated submission is the same row.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The catalogue name of the strategy that decided, e.g. <c>alpha_baseline</c>.</summary>
    public required string StrategyId { get; init; }

    /// <summary>What is traded.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>How many; above zero.</summary>
    public required decimal Qty { get; init; }

    /// <summary>How the price is found.</summary>
    public required OrderType OrderType { get; init; }

    /// <summary>The limit, where the type has one; above zero.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>The stop, where the type has one; above zero.</summary>
    public decimal? StopPrice { get; init; }

    /// <summary>How long it stands.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; set; }

    /// <summary>The broker's id, once it answered; unique.</summary>
    public string? BrokerOrderId { get; set; }

    /// <summary>How many are filled. Default 0.</summary>
    public decimal FilledQty { get; set; }

    /// <summary>The average price of the fills.</summary>
    public decimal? FilledAvgPrice { get; set; }

    /// <summary>What went wrong, if something did.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>How often the submission was repeated; not below zero. Default 0.</summary>
    public int RetryCount { get; set; }

    /// <summary>What the strategy noted with its decision: a JSON object. Default <c>{}</c>.</summary>
    public JsonElement Metadata { get; set; } = JsonDefaults.EmptyObject;

    /// <summary>The order that this one is a slice of (<see cref="OrderSlice"/>); null: it is none.</summary>
    public string? ParentOrderId { get; init; }

    /// <summary>Which slice of its parent, from 0; unique with it. Set on slices alone.</summary>
    public int? SliceNum { get; init; }

    /// <summary>Into how many slices it is cut; above zero. Set on a parent alone.</summary>
    public int? TotalSlices { get; set; }

    /// <summary>When it is to be sent; null: at once.</summary>
    public DateTimeOffset? ScheduledAt { get; set; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>When it was wholly filled.</summary>
    public DateTimeOffset? FilledAt { get; set; }

    /// <summary>When it was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed: kept by a trigger.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Row version (xmin): the gateway, webhooks and reconciliation all write.</summary>
    public uint Version { get; private set; }
}
