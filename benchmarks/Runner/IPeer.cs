namespace TradingPlatform.Benchmarks;

/// <summary>Another migration tool, with migrations that run the same statements in the same transactions.</summary>
internal interface IPeer
{
    /// <summary>As the results call it.</summary>
    string Name { get; }

    /// <summary>Applies everything, or the first <paramref name="count"/> migrations.</summary>
    Command Up(Dictionary<string, string?> database, int? count = null);

    /// <summary>Reverts everything.</summary>
    Command Down(Dictionary<string, string?> database);
}
