using System.Linq.Expressions;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi;

/// <summary>A bot as its owner set it, and what it is doing. Shares are in per cent.</summary>
/// <param name="Id">The bot's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Symbol">What it trades.</param>
/// <param name="Timeframe">The length of a candle.</param>
/// <param name="IsActive">Whether the owner wants it to run.</param>
/// <param name="InitialCapital">What it started with, in account currency.</param>
/// <param name="DailyTargetPerc">It stops for the day at this profit.</param>
/// <param name="MaxDailyLossPerc">It stops for the day at this loss.</param>
/// <param name="PositionSizePerc">The share of the capital in one position.</param>
/// <param name="PositionSizeFixed">The size of one position, in account currency.</param>
/// <param name="StopLossPerc">The loss at which it sells.</param>
/// <param name="TakeProfitPerc">The profit at which it sells.</param>
/// <param name="TrailingStopPerc">How far the trailing stop stays behind the price.</param>
/// <param name="TrailingStopActive">Whether the trailing stop is used.</param>
/// <param name="EmaFast">The fast moving average, in candles.</param>
/// <param name="EmaSlow">The slow moving average, in candles.</param>
/// <param name="RsiPeriod">The relative strength index, in candles.</param>
/// <param name="RsiOversold">It buys below.</param>
/// <param name="RsiOverbought">It sells above.</param>
/// <param name="MaxDailyTrades">How many trades a day at most.</param>
/// <param name="CheckIntervalSeconds">How often it looks at the market, in seconds.</param>
/// <param name="ExchangeApiKeyId">The key pair it trades with; null where it has none, and cannot trade.</param>
/// <param name="Strategy">How it decides.</param>
/// <param name="EmaPeriod">The one moving average of the strategy <c>ema</c>, in candles; null elsewhere.</param>
/// <param name="CustomEmaFast">Advanced settings: the fast moving average, in candles.</param>
/// <param name="CustomEmaSlow">Advanced settings: the slow moving average, in candles.</param>
/// <param name="CustomRsiPeriod">Advanced settings: the relative strength index, in candles.</param>
/// <param name="CustomRsiOversold">Advanced settings: it buys below.</param>
/// <param name="CustomRsiOverbought">Advanced settings: it sells above.</param>
/// <param name="CustomStopLoss">Advanced settings: the loss at which it sells.</param>
/// <param name="CustomTakeProfit">Advanced settings: the profit at which it sells.</param>
/// <param name="CustomTrailingStop">Advanced settings: how far the trailing stop stays behind the price.</param>
/// <param name="PositionType">Whether it holds the thing itself or a future.</param>
/// <param name="TransferAmount">What is moved to the futures account before a trade, in account currency; null: the whole balance.</param>
/// <param name="AutoTransferFunds">Whether it moves that by itself.</param>
/// <param name="Leverage">The leverage of a future.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="State">What it is doing; null before its first run.</param>
public sealed record BotResponse(
    Guid Id,
    string Name,
    string Symbol,
    Timeframe Timeframe,
    bool IsActive,
    decimal InitialCapital,
    decimal? DailyTargetPerc,
    decimal? MaxDailyLossPerc,
    decimal? PositionSizePerc,
    decimal? PositionSizeFixed,
    decimal StopLossPerc,
    decimal TakeProfitPerc,
    decimal? TrailingStopPerc,
    bool TrailingStopActive,
    int EmaFast,
    int EmaSlow,
    int RsiPeriod,
    int RsiOversold,
    int RsiOverbought,
    int? MaxDailyTrades,
    int CheckIntervalSeconds,
    Guid? ExchangeApiKeyId,
    BotStrategy Strategy,
    int? EmaPeriod,
    int CustomEmaFast,
    int CustomEmaSlow,
    int CustomRsiPeriod,
    int CustomRsiOversold,
    int CustomRsiOverbought,
    decimal CustomStopLoss,
    decimal CustomTakeProfit,
    decimal CustomTrailingStop,
    BotPositionType PositionType,
    decimal? TransferAmount,
    bool AutoTransferFunds,
    int Leverage,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    BotStateResponse? State)
{
    internal static Expression<Func<BotConfig, BotResponse>> Of { get; } = bot => new BotResponse(
        bot.Id.Value,
        bot.Name,
        bot.Symbol,
        bot.Timeframe,
        bot.IsActive,
        bot.InitialCapital,
        bot.DailyTargetPerc,
        bot.MaxDailyLossPerc,
        bot.PositionSizePerc,
        bot.PositionSizeFixed,
        bot.StopLossPerc,
        bot.TakeProfitPerc,
        bot.TrailingStopPerc,
        bot.TrailingStopActive,
        bot.EmaFast,
        bot.EmaSlow,
        bot.RsiPeriod,
        bot.RsiOversold,
        bot.RsiOverbought,
        bot.MaxDailyTrades,
        bot.CheckIntervalSeconds,
        bot.ExchangeApiKeyId == null ? null : bot.ExchangeApiKeyId.Value.Value,
        bot.Strategy,
        bot.EmaPeriod,
        bot.CustomEmaFast,
        bot.CustomEmaSlow,
        bot.CustomRsiPeriod,
        bot.CustomRsiOversold,
        bot.CustomRsiOverbought,
        bot.CustomStopLoss,
        bot.CustomTakeProfit,
        bot.CustomTrailingStop,
        bot.PositionType,
        bot.TransferAmount,
        bot.AutoTransferFunds,
        bot.Leverage,
        bot.CreatedAt,
        bot.UpdatedAt,
        bot.State == null ? null : new BotStateResponse(
            bot.State.Status,
            bot.State.StatusReason,
            bot.State.InPosition,
            bot.State.EntryPrice,
            bot.State.CurrentPositionSize,
            bot.State.StopLossPrice,
            bot.State.TakeProfitPrice,
            bot.State.TrailingStopPrice,
            bot.State.DailyPnl,
            bot.State.DailyTradesCount,
            bot.State.LastRunAt,
            bot.State.LastErrorMessage,
            bot.State.LastUpdatedAt));
}
