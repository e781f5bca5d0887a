using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>
/// What a strategy would have earned in the past. <c>research.backtests</c>. Written once, when the run has ended. Shares are in percent.
/// </summary>
public sealed class Backtest
{
    /// <summary>Internal key.</summary>
    public BacktestId Id { get; init; } = BacktestId.New();

    /// <summary>Who ran it.</summary>
    public required UserId UserId { get; init; }

    /// <summary>What was traded.</summary>
    public required string Symbol { get; init; }

    /// <summary>The candles it looked at.</summary>
    public required Timeframe Interval { get; init; }

    /// <summary>Where. Default <see cref="MarketType.Spot"/>.</summary>
    public MarketType MarketType { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly StartDate { get; init; }

    /// <summary>The last day, itself included; not before <see cref="StartDate"/>.</summary>
    public required DateOnly EndDate { get; init; }

    /// <summary>How the strategy was set: a JSON object. Default <c>{}</c>.</summary>
    public JsonElement Parameters { get; init; } = JsonDefaults.EmptyObject;

    /// <summary>The money it started with; above zero.</summary>
    [Money]
    public required decimal InitialCapital { get; init; }

    /// <summary>The money it ended with; below zero after a leveraged ruin.</summary>
    [Money]
    public required decimal FinalCapital { get; init; }

    /// <summary>Gain (or loss, negative) in percent of the initial capital.</summary>
    public required decimal TotalReturn { get; init; }

    /// <summary>Share of the trades that won, 0 to 100; null without trades.</summary>
    public decimal? WinRate { get; init; }

    /// <summary>What the exchange would have taken. Default 0.</summary>
    [Money]
    public decimal TotalFees { get; init; }

    /// <summary>Profit (or loss, negative) a trade; null without trades.</summary>
    [Money]
    public decimal? AvgProfit { get; init; }

    /// <summary>Closed trades; not below <see cref="WinningTrades"/> and <see cref="LosingTrades"/> together.</summary>
    public int TotalTrades { get; init; }

    /// <summary>Trades that won.</summary>
    public int WinningTrades { get; init; }

    /// <summary>Trades that lost.</summary>
    public int LosingTrades { get; init; }

    /// <summary>A JSON array with one object a day. Default <c>[]</c>.</summary>
    public JsonElement DailyResults { get; init; } = JsonDefaults.EmptyArray;

    /// <summary>A JSON array with one object a month. Default <c>[]</c>.</summary>
    public JsonElement MonthlyResults { get; init; } = JsonDefaults.EmptyArray;

    /// <summary>A trial of the engine, which statistics leave out. Default false.</summary>
    public bool TestMode { get; init; }

    /// <summary>When it ended; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
