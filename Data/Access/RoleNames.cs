namespace TradingPlatform.Data;

/// <summary>The roles that the platform comes with, by the names they are stored under. Operators may add others.</summary>
public static class RoleNames
{
    /// <summary>Looks at positions, results, trades and market data.</summary>
    public const string Viewer = "viewer";

    /// <summary>A viewer who also runs backtests and looks at models.</summary>
    public const string Researcher = "researcher";

    /// <summary>A viewer who also trades: own strategies, bots, broker connections and orders.</summary>
    public const string Trader = "trader";

    /// <summary>A viewer who also intervenes: changes and cancels orders, flattens, stops strategies, reads the audit log.</summary>
    public const string Operator = "operator";

    /// <summary>May do everything.</summary>
    public const string Admin = "admin";
}
