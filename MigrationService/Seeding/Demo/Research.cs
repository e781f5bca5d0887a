using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Backtests of every market and interval: their totals are the sums of their days, and so are their months.</summary>
internal sealed class Research
{
    private const int PerPerson = 3;

    private readonly SeedRandom _random = new(part: 14);
    private readonly Market _market;
    private int _count;

    public Research(People people, Market market)
    {
        _market = market;
        var authors = people.Traders.Where((_, index) => index % 4 == 3).Concat(people.In(RoleNames.Researcher));
        Backtests = [.. authors.SelectMany(author => Enumerable.Range(0, PerPerson).Select(_ => Backtest(author, people.ActiveUntil(author.Id))))];
    }

    public IReadOnlyList<Backtest> Backtests { get; }

    private Backtest Backtest(User author, DateTimeOffset until)
    {
        var instrument = Instrument.All[_count % Instrument.All.Count];
        var capital = _random.Values.Int(1, 20) * 5_000m;
        var days = Days(instrument, capital, until).ToList();
        var (trades, won, pnl) = (days.Sum(day => day.Trades), days.Sum(day => day.Winning), days.Sum(day => day.Pnl));
        var at = _random.NextMoment(until.AddDays(-6), until);
        return new Backtest
        {
            Id = new BacktestId(_random.NextId(at)),
            UserId = author.Id,
            Symbol = instrument.Symbol,
            Interval = Enum.GetValues<Timeframe>()[_count % 6],
            MarketType = Enum.GetValues<MarketType>()[_count % 3],
            StartDate = days[0].Date,
            EndDate = days[^1].Date,
            Parameters = SeedRandom.Json(new { ema_fast = 9, ema_slow = 21, stop_loss_perc = 1.5m, take_profit_perc = 3m }),
            InitialCapital = capital,
            FinalCapital = capital + pnl,
            TotalReturn = decimal.Round(pnl * 100 / capital, 4),
            WinRate = trades == 0 ? null : decimal.Round(won * 100m / trades, 4),
            TotalFees = days.Sum(day => day.Fees),
            AvgProfit = trades == 0 ? null : decimal.Round(pnl / trades, 4),
            TotalTrades = trades,
            WinningTrades = won,
            LosingTrades = trades - won,
            DailyResults = SeedRandom.Json(days.Select(day => new { date = day.Date, trades = day.Trades, winning = day.Winning, fees = day.Fees, pnl = day.Pnl, equity = day.Equity })),
            MonthlyResults = Months(days),
            TestMode = _count++ % 9 == 8,
            CreatedAt = at,
        };
    }

    /// <summary>A session's trades follow the price of the session: a part of its move for each, less fees.</summary>
    private IEnumerable<BacktestDay> Days(Instrument instrument, decimal capital, DateTimeOffset until)
    {
        var equity = capital;
        foreach (var session in Market.SessionsOf(instrument, days: 75 + (_count % 3 * 10), until.AddDays(-7)))
        {
            var open = _market.PriceAt(instrument, session.Open);
            var move = (_market.PriceAt(instrument, session.Close.AddMinutes(-1)) - open) / open;
            var trades = _random.Values.Int(0, 5);
            var results = Enumerable.Range(0, trades).Select(_ => decimal.Round(capital * 0.2m * ((move * 0.6m) + (_random.NextDeviation() * 0.01m)), 2)).ToList();
            var fees = decimal.Round(trades * capital * 0.2m * instrument.CommissionRate, 2);
            var pnl = results.Sum() - fees;
            equity += pnl;
            yield return new BacktestDay(DateOnly.FromDateTime(session.Open.ToOffset(TradingCalendar.OffsetOf(instrument.Venue)).DateTime), trades, results.Count(result => result > 0), fees, pnl, equity);
        }
    }

    private static JsonElement Months(IEnumerable<BacktestDay> days) => SeedRandom.Json(
        days.GroupBy(day => new { day.Date.Year, day.Date.Month }).Select(month => new
        {
            month = FormattableString.Invariant($"{month.Key.Year}-{month.Key.Month:00}"),
            trades = month.Sum(day => day.Trades),
            fees = month.Sum(day => day.Fees),
            pnl = month.Sum(day => day.Pnl),
        }));
}
