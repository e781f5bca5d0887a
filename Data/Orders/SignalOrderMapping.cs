namespace TradingPlatform.Data;

/// <summary>What became of one signal of a run: an order, or the reason for none. <c>execution.signal_order_mappings</c>.</summary>
public sealed class SignalOrderMapping
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; init; }

    /// <summary>The run (<see cref="OrchestrationRun.RunId"/>).</summary>
    public required Guid RunId { get; init; }

    /// <summary>What the signal is about.</summary>
    public required string Symbol { get; init; }

    /// <summary>The model's prediction: 0.01 means 1 %.</summary>
    public decimal? PredictedReturn { get; init; }

    /// <summary>Its place among the run's signals, 1 the best.</summary>
    public int? Rank { get; init; }

    /// <summary>Its wanted share of the capital, 0 to 1; negative when short.</summary>
    public decimal? TargetWeight { get; init; }

    /// <summary>The order made of it (<see cref="Order.ClientOrderId"/>). No foreign key: the orders may live in another service's keeping.</summary>
    public string? ClientOrderId { get; set; }

    /// <summary>How many were ordered.</summary>
    public decimal? OrderQty { get; set; }

    /// <summary>Which way.</summary>
    public OrderSide? OrderSide { get; set; }

    /// <summary>The broker's id of the order.</summary>
    public string? BrokerOrderId { get; set; }

    /// <summary>The order's status as the gateway last said it, in its words.</summary>
    public string? OrderStatus { get; set; }

    /// <summary>How many were filled.</summary>
    public decimal? FilledQty { get; set; }

    /// <summary>The average price of the fills.</summary>
    public decimal? FilledAvgPrice { get; set; }

    /// <summary>Why no order was made.</summary>
    public string? SkipReason { get; set; }

    /// <summary>When the row was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed: kept by a trigger.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
