namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// Everything on the demo desk, in memory: made at first need, always whole and always the same, so that a part that is seeded alone refers
/// to the same rows as one that is seeded with all others.
/// </summary>
internal sealed class DemoWorld
{
    private readonly Lazy<People> _people = new(() => new People());
    private readonly Lazy<Algorithms> _algorithms;
    private readonly Lazy<Connections> _connections;
    private readonly Lazy<Trading> _trading;
    private readonly Lazy<Research> _research;
    private readonly Lazy<News> _news;
    private readonly Lazy<Workspace> _workspace;
    private readonly Lazy<Trail> _trail;

    public DemoWorld()
    {
        _algorithms = new(() => new Algorithms(People));
        _connections = new(() => new Connections(People));
        _trading = new(() => new Trading(People, Connections));
        _research = new(() => new Research(People, Trading.Market));
        _news = new(() => new News(People, Trading));
        _workspace = new(() => new Workspace(People, Trading));
        _trail = new(() => new Trail(People, Trading));
    }

    public People People => _people.Value;

    public Algorithms Algorithms => _algorithms.Value;

    public Connections Connections => _connections.Value;

    public Trading Trading => _trading.Value;

    public Research Research => _research.Value;

    public News News => _news.Value;

    public Workspace Workspace => _workspace.Value;

    public Trail Trail => _trail.Value;
}
