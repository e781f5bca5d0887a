namespace TradingPlatform.Benchmarks;

/// <summary>A program to start.</summary>
internal sealed record Command(string Program, params string[] Arguments)
{
    public Dictionary<string, string?> Environment { get; init; } = [];

    public string? Folder { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path.GetFileName(Program)} {string.Join(' ', Arguments)}".TrimEnd();
}
