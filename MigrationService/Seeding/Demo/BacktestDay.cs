namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>One day of a backtest.</summary>
/// <param name="Date">The day, of the venue.</param>
/// <param name="Trades">Closed trades.</param>
/// <param name="Winning">Those that won.</param>
/// <param name="Fees">What the exchange would have taken.</param>
/// <param name="Pnl">What the day earned, fees taken off.</param>
/// <param name="Equity">The capital at its end.</param>
internal sealed record BacktestDay(DateOnly Date, int Trades, int Winning, decimal Fees, decimal Pnl, decimal Equity);
