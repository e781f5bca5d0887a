namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>What the load's traders run: a strategy and a bot for each of their symbols.</summary>
internal static class LoadDesk
{
    private static readonly long Start = CopyBuffer.Microseconds(LoadShape.Start);
    private static readonly long Now = CopyBuffer.Microseconds(LoadShape.Now);
    private static readonly long Opening = (long)new TimeSpan(9, 30, 0).TotalMicroseconds;
    private static readonly long Closing = (long)new TimeSpan(15, 45, 0).TotalMicroseconds;

    public static LoadTable Strategies { get; } = new(
        "trading.strategies",
        "id, public_id, user_id, symbol, buy_time, sell_time, stop_loss, quantity, status, position, is_simulated, created_at, updated_at",
        LoadStage.Desk,
        WriteStrategies);

    public static LoadTable Bots { get; } = new(
        "trading.bot_configs",
        "id, user_id, name, symbol, timeframe, is_active, initial_capital, stop_loss_perc, take_profit_perc, trailing_stop_active, "
            + "ema_fast, ema_slow, rsi_period, rsi_oversold, rsi_overbought, created_at, updated_at",
        LoadStage.Desk,
        WriteBots);

    public static LoadTable BotStates { get; } = new(
        "trading.bot_states", "bot_config_id, status, in_position, daily_pnl, daily_trades_count, last_run_at, last_updated_at", LoadStage.Desk, WriteStates);

    private static void WriteStrategies(LoadPart part, CopyBuffer rows)
    {
        for (var bot = 0; bot < LoadShape.BotsPerChunk; bot++)
        {
            var listing = LoadMarket.ListingOf(part.Chunk, bot);
            rows.Row(13);
            rows.Add(part.StrategyId(bot));
            rows.Add(LoadShape.PublicId("str", part.Number(bot, LoadShape.BotsPerChunk)));
            rows.Add(part.OwnerOf(bot));
            rows.Add(listing.Symbol);
            rows.AddTime(Opening);
            rows.AddTime(Closing);
            rows.AddNumber(listing.Price / 50, 1);
            rows.Add(1 + (bot % 5));
            rows.Add((bot % 4) switch { 0 => "stopped"u8, 1 => "completed"u8, _ => "running"u8 });
            rows.Add("none"u8);
            rows.Add(true);
            rows.AddTime(Start);
            rows.AddTime(Now);
        }
    }

    private static void WriteBots(LoadPart part, CopyBuffer rows)
    {
        for (var bot = 0; bot < LoadShape.BotsPerChunk; bot++)
        {
            var symbol = LoadMarket.ListingOf(part.Chunk, bot).Symbol;
            rows.Row(17);
            rows.Add(part.BotId(bot));
            rows.Add(part.OwnerOf(bot));
            rows.Add($"{symbol} load");
            rows.Add(symbol);
            rows.Add((bot % 3) switch { 0 => "15m"u8, 1 => "1h"u8, _ => "4h"u8 });
            rows.Add(IsActive(bot));
            rows.AddNumber(1_000_000_000, 1);
            rows.AddNumber(15_000, 1);
            rows.AddNumber(30_000, 1);
            rows.Add(false);
            rows.Add(9);
            rows.Add(21);
            rows.Add(14);
            rows.Add(30);
            rows.Add(70);
            rows.AddTime(Start);
            rows.AddTime(Start);
        }
    }

    private static void WriteStates(LoadPart part, CopyBuffer rows)
    {
        for (var bot = 0; bot < LoadShape.BotsPerChunk; bot++)
        {
            rows.Row(7);
            rows.Add(part.BotId(bot));
            rows.Add(IsActive(bot) ? "waiting"u8 : "stopped"u8);
            rows.Add(false);
            rows.AddNumber(0, 1);
            rows.Add(0);
            rows.AddTime(Now);
            rows.AddTime(Now);
        }
    }

    private static bool IsActive(int bot) => bot % 4 > 0;
}
