using System.Text.Json;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// The orchestrator's daily runs: it ranks the symbols by the model's predictions, sells what it held and buys the best. What a run counts is
/// what its orders came to; some runs failed before any, and the last is under way.
/// </summary>
internal sealed class Orchestration
{
    private const int Days = 45;
    private const int Bought = 3;
    private const decimal Capital = 90_000m;

    private readonly Blotter _blotter;
    private readonly UserId _account;
    private readonly SeedRandom _random = new(part: 13);
    private readonly List<OrchestrationRun> _runs = [];
    private readonly List<SignalOrderMapping> _mappings = [];
    private List<Order> _held = [];

    public Orchestration(Blotter blotter, People people)
    {
        (_blotter, _account) = (blotter, people.In(RoleNames.Operator).First().Id);

        // Shares in New York and coins: both trade in the first minutes of the session.
        var universe = Instrument.All.Where(instrument => instrument.Venue != Venue.India).ToList();
        var sessions = TradingCalendar.Sessions(Venue.UnitedStates, Days).ToList();
        for (var day = 0; day < sessions.Count; day++)
            Run(universe, sessions[day].Open.AddMinutes(2), day % 11 == 5 ? OrchestrationStatus.Failed : day % 6 == 3 ? OrchestrationStatus.Partial : OrchestrationStatus.Completed);
        Run([.. universe.Where(instrument => instrument.Venue == Venue.Crypto)], SeedRandom.Now.AddSeconds(-50), OrchestrationStatus.Running);
    }

    public IReadOnlyList<OrchestrationRun> Runs => _runs;

    public IReadOnlyList<SignalOrderMapping> Mappings => _mappings;

    private void Run(IReadOnlyList<Instrument> universe, DateTimeOffset at, OrchestrationStatus status)
    {
        var id = _random.NextId(at);
        var failed = status == OrchestrationStatus.Failed;
        List<SignalOrderMapping> mappings = failed ? [] : [.. Signals(universe, id, at, status)];
        var orders = _blotter.Orders.Where(order => mappings.Any(mapping => mapping.ClientOrderId == order.ClientOrderId)).ToList();
        var seconds = _random.Values.Int(38, 240);
        var run = new OrchestrationRun
        {
            RunId = id,
            StrategyId = Algorithms.Momentum,
            AsOfDate = DateOnly.FromDateTime(at.UtcDateTime),
            Status = status,
            Symbols = [.. universe.Select(instrument => instrument.Symbol)],
            Capital = Capital,
            MaxPositionSize = Capital / Bought,
            NumSignals = mappings.Count,
            NumOrdersSubmitted = orders.Count,
            NumOrdersAccepted = orders.Count(order => order.BrokerOrderId is not null && order.Status != OrderStatus.Rejected),
            NumOrdersRejected = orders.Count(order => order.Status == OrderStatus.Rejected),
            NumOrdersFilled = orders.Count(order => order.Status == OrderStatus.Filled),
            ModelVersion = "1.3.0",
            StartedAt = at,
            CompletedAt = status == OrchestrationStatus.Running ? null : at.AddSeconds(seconds),
            DurationSeconds = status == OrchestrationStatus.Running ? null : seconds,
            ErrorMessage = failed ? "The signal service did not answer: 503." : null,
            SignalServiceResponse = failed ? null : SeedRandom.Json(new { model = "1.3.0", signals = mappings.Count }),
            ExecutionGatewayResponses = orders.Count == 0 ? null : SeedRandom.Json(orders.Select(order => new { order.ClientOrderId, order.BrokerOrderId })),
            CreatedAt = at,
            UpdatedAt = status == OrchestrationStatus.Running ? at : at.AddSeconds(seconds),
        };
        _runs.Add(run);
        _mappings.AddRange(mappings);
    }

    private IEnumerable<SignalOrderMapping> Signals(IReadOnlyList<Instrument> universe, Guid run, DateTimeOffset at, OrchestrationStatus status)
    {
        var (sold, held) = (_held, new List<Order>());
        _held = held;
        var predicted = universe.Select(instrument => (Instrument: instrument, Return: _random.NextDeviation() * 0.04m)).OrderByDescending(signal => signal.Return).ToList();
        for (var rank = 1; rank <= predicted.Count; rank++)
        {
            var (instrument, expected) = predicted[rank - 1];
            var (isBest, before) = (rank <= Bought, sold.Find(order => order.Symbol == instrument.Symbol));
            var end = status switch
            {
                OrchestrationStatus.Running => OrderStatus.Accepted,
                OrchestrationStatus.Partial when rank == 1 => OrderStatus.Rejected,
                OrchestrationStatus.Partial when rank == 2 => OrderStatus.Canceled,
                _ => OrderStatus.Filled,
            };

            // What was held yesterday goes today, also when it is among the best again; a sale is never refused.
            var order = before is not null ? Order(instrument, OrderSide.Sell, before.FilledQty, at, OrderStatus.Filled)
                : isBest ? Order(instrument, OrderSide.Buy, instrument.LotsFor(Capital / Bought, _blotter.Market.PriceAt(instrument, at)), at, end)
                : null;
            if (order is { Side: OrderSide.Buy, FilledQty: > 0 }) held.Add(order);
            yield return Mapping(run, instrument, expected, rank, at, order);
        }

        // What is not in this run's universe stays for the next.
        held.AddRange(sold.Where(order => universe.All(instrument => instrument.Symbol != order.Symbol)));
    }

    private Order Order(Instrument instrument, OrderSide side, decimal qty, DateTimeOffset at, OrderStatus status) =>
        _blotter.Write(new OrderDraft(_account, Algorithms.Momentum, instrument, side, qty, at.AddSeconds(20)) { Status = status });

    private static SignalOrderMapping Mapping(Guid run, Instrument instrument, decimal expected, int rank, DateTimeOffset at, Order? order) => new()
    {
        RunId = run,
        Symbol = instrument.Symbol,
        PredictedReturn = decimal.Round(expected, 6),
        Rank = rank,
        TargetWeight = order is { Side: OrderSide.Buy } ? decimal.Round(1m / Bought, 4) : 0,
        ClientOrderId = order?.ClientOrderId,
        OrderQty = order?.Qty,
        OrderSide = order?.Side,
        BrokerOrderId = order?.BrokerOrderId,
        OrderStatus = order is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(order.Status.ToString()),
        FilledQty = order?.FilledQty,
        FilledAvgPrice = order?.FilledAvgPrice,
        SkipReason = order is null ? $"Rank {rank}: only the best {Bought} are bought." : null,
        CreatedAt = at.AddSeconds(20),
        UpdatedAt = at.AddSeconds(30),
    };
}
