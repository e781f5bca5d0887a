namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>All that was ordered and traded, by whom and by what.</summary>
internal sealed class Trading
{
    public Trading(People people, Connections connections)
    {
        Blotter = new Blotter(Market);
        Bots = new Bots(people, connections);
        Strategies = new Strategies(people);
        BotTrading.Write(Blotter, Bots, people);
        OrderLogs = new StrategyTrading(Blotter, Strategies, people);
        Orchestration = new Orchestration(Blotter, people);
        Sliced = new SlicedTrading(Blotter);
        Sliced.Write(people);
        Replaced = new ReplacedTrading(Blotter);
        Replaced.Write(people);
        new DeskTrading(Blotter).Write(people);
        Books = new Books(Blotter);
    }

    public Market Market { get; } = new();

    public Blotter Blotter { get; }

    public Bots Bots { get; }

    public Strategies Strategies { get; }

    public StrategyTrading OrderLogs { get; }

    public Orchestration Orchestration { get; }

    public SlicedTrading Sliced { get; }

    public ReplacedTrading Replaced { get; }

    public Books Books { get; }
}
