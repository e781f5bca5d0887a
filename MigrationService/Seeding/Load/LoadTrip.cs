using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// A bot buys, and hours later sells what it bought: four trades and what belongs to them. Everything follows from chunk and number.
/// The first trip of a bot is its owner's own: bought twice by hand, and held.
/// </summary>
internal sealed record LoadTrip(int Number, int Bot, bool IsByHand, LoadFill[] Fills, long[] Profits, LoadOrder[] Orders)
{
    /// <summary>At most as many orders has a trip.</summary>
    public const int MostOrders = 3;

    private const int TimeSequence = 1;
    private const int HoldSequence = 2;
    private const int QtySequence = 3;
    private const int SplitSequence = 4;
    private const int FillSequence = 5;
    private const int FateSequence = 6;
    private const int TripsPerUnfilled = 4;
    private const int OrdersApart = 4;
    private const long Patience = 600 * Second;
    private const long Second = 1_000_000;
    private const long Slot = LoadShape.Days * 86_400 * Second / LoadShape.TripsPerChunk;

    private static readonly long Start = CopyBuffer.Microseconds(LoadShape.Start);
    private static readonly DateOnly FirstDay = DateOnly.FromDateTime(LoadShape.Start.UtcDateTime);
    private static readonly long Midnight = CopyBuffer.Microseconds(new DateTimeOffset(FirstDay, TimeOnly.MinValue, TimeSpan.Zero));

    public static LoadTrip Of(int chunk, int number)
    {
        var (turn, bot) = Math.DivRem(number, LoadShape.BotsPerChunk);
        var listing = LoadMarket.ListingOf(chunk, bot);
        var place = ((long)chunk * LoadShape.TripsPerChunk) + number;
        var bought = Start + (number * Slot) + (LoadChance.Number(TimeSequence, place, (int)(Slot / Second)) * Second);
        var sold = bought + ((300 + LoadChance.Number(HoldSequence, place, 7 * 3_600)) * Second);

        // Worth some 10,000. No two orders of a bot are of the same quantity: of two on one day the key would else be the same.
        var qty = (1_000_000_000_000L / listing.Price) + LoadChance.Number(QtySequence, (chunk * LoadShape.BotsPerChunk) + bot, 500) + (OrdersApart * turn) + 1;
        var split = qty * (30 + LoadChance.Number(SplitSequence, place, 40)) / 100;
        var isByHand = turn == 0;

        var draft = new Draft(number, LoadShape.StrategyName(chunk, bot), listing);
        var buy = draft.Order(0, OrderSide.Buy, qty, LoadMarket.Price(listing, bought), OrderStatus.Filled, bought);
        var (firstBuy, secondBuy) = draft.Fill(buy, place, split);
        var close = draft.Order(
            1, isByHand ? OrderSide.Buy : OrderSide.Sell, isByHand ? qty + 1 : qty, LoadMarket.Price(listing, sold), OrderStatus.Filled, sold);
        var (firstSale, secondSale) = draft.Fill(close, ~place, split);
        long[] profits = isByHand ? [0, 0, 0, 0] : [0, 0, firstSale.ProfitOn(firstBuy), secondSale.ProfitOn(secondBuy)];
        LoadOrder[] orders = (turn + bot) % TripsPerUnfilled == 0
            ? [buy, close, draft.Unfilled(2, qty, bought, Fate(place, turn))]
            : [buy, close];
        return new LoadTrip(number, bot, isByHand, [firstBuy, secondBuy, firstSale, secondSale], profits, orders);
    }

    /// <summary>What the trades of an order cost on average, in millionths of millionths, to ten places.</summary>
    public long AveragePrice(LoadOrder order)
    {
        var first = ReferenceEquals(order, Fills[0].Order) ? 0 : 2;
        return Average(Fills[first].Quote + Fills[first + 1].Quote, order.Qty);
    }

    /// <summary>A cost in hundred-millionths by a quantity in ten-thousandths: in millionths of millionths, to ten places.</summary>
    public static long Average(long cost, long qty) =>
        (long)(decimal.Round((decimal)cost / qty / 10_000m, 10, MidpointRounding.AwayFromZero) * 1_000_000_000_000m);

    /// <summary>What became of an order that nobody filled. Of the last turn, some still wait.</summary>
    private static OrderStatus Fate(long place, int turn) => LoadChance.Number(FateSequence, place, 100) switch
    {
        _ when turn == LoadShape.TripsPerBot - 1 => OrderStatus.Accepted,
        < 60 => OrderStatus.Canceled,
        < 85 => OrderStatus.Expired,
        _ => OrderStatus.Rejected,
    };

    /// <summary>What the orders of a trip have in common.</summary>
    private readonly record struct Draft(int Number, string Strategy, LoadListing Listing)
    {
        public LoadOrder Order(int index, OrderSide side, long qty, long limit, OrderStatus status, long at)
        {
            var created = at - (20 * Second);
            var day = FirstDay.AddDays((int)((created - Midnight) / (86_400 * Second)));
            var id = ClientOrderIds.Of(Listing.Symbol, side, qty / 10_000m, limit / 10_000m, Strategy, day);
            return new LoadOrder((Number * MostOrders) + index, id, side, qty, limit, status, created, at + (status == OrderStatus.Filled ? 2 * Second : Patience));
        }

        /// <summary>Three of a hundred below the market, where it is never reached.</summary>
        public LoadOrder Unfilled(int index, long qty, long at, OrderStatus status) =>
            Order(index, OrderSide.Buy, qty + 2, LoadMarket.Price(Listing, at) * 97 / 100 / Listing.Tick * Listing.Tick, status, at);

        /// <summary>Two trades, at the limit or better.</summary>
        public (LoadFill First, LoadFill Second) Fill(LoadOrder order, long place, long split)
        {
            var better = order.Side == OrderSide.Buy ? -Listing.Tick : Listing.Tick;
            return (
                new LoadFill(order, order.Limit + (better * LoadChance.Number(FillSequence, place, 5)), split, order.EndedAt - Second),
                new LoadFill(order, order.Limit + (better * LoadChance.Number(FillSequence, place ^ (1L << 40), 5)), order.Qty - split, order.EndedAt));
        }
    }
}
