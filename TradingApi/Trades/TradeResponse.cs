using System.Linq.Expressions;
using TradingPlatform.Data;

namespace TradingPlatform.TradingApi;

/// <summary>A fill.</summary>
/// <param name="Id">The trade's id.</param>
/// <param name="BotId">The bot that traded; null for a trade by hand.</param>
/// <param name="ClientOrderId">The order that was filled, where the platform placed it.</param>
/// <param name="BrokerOrderId">The order as the broker knows it.</param>
/// <param name="Symbol">What was traded.</param>
/// <param name="Side">Bought or sold.</param>
/// <param name="Price">The price of one unit.</param>
/// <param name="Qty">How many units.</param>
/// <param name="QuoteQty">What was paid or received, before commission.</param>
/// <param name="CommissionAmount">The commission, in <paramref name="CommissionAsset"/>.</param>
/// <param name="CommissionAsset">What the commission was paid in.</param>
/// <param name="Pnl">Profit or loss, in account currency, where the trade closed a position.</param>
/// <param name="ExecutedAt">When it was executed.</param>
public sealed record TradeResponse(
    string Id,
    Guid? BotId,
    string? ClientOrderId,
    string? BrokerOrderId,
    string Symbol,
    OrderSide Side,
    decimal Price,
    decimal Qty,
    decimal? QuoteQty,
    decimal? CommissionAmount,
    string? CommissionAsset,
    decimal? Pnl,
    DateTimeOffset ExecutedAt)
{
    internal static Expression<Func<Trade, TradeResponse>> Of { get; } = trade => new TradeResponse(
        trade.TradeId,
        trade.BotConfigId == null ? null : trade.BotConfigId.Value.Value,
        trade.ClientOrderId,
        trade.BrokerOrderId,
        trade.Symbol,
        trade.Side,
        trade.Price,
        trade.Qty,
        trade.QuoteQty,
        trade.CommissionAmount,
        trade.CommissionAsset,
        trade.Pnl,
        trade.ExecutedAt);
}
