namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>A table of the load.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Columns">That are written, in this order; the others have their defaults.</param>
/// <param name="Stage">When it is written.</param>
/// <param name="Write">Writes a part's rows.</param>
internal sealed record LoadTable(string Name, string Columns, LoadStage Stage, Action<LoadPart, CopyBuffer> Write)
{
    /// <summary>All of them, each after those that it refers to.</summary>
    public static IReadOnlyList<LoadTable> All { get; } =
    [
        LoadOwners.Users, LoadOwners.Roles, LoadDesk.Strategies, LoadDesk.Bots, LoadDesk.BotStates,
        LoadOrders.Table, LoadTrades.Table, LoadOrderLogs.Table, LoadPositions.Table,
    ];

    /// <summary>What a whole part takes, and a little more: a buffer that grows leaves its smaller selves behind.</summary>
    public int BytesPerPart => Stage == LoadStage.Trading ? 3 << 20 : 16 << 10;

    public string CopySql => $"COPY {Name} ({Columns}) FROM STDIN (FORMAT binary)";
}
