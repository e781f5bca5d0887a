namespace TradingPlatform.Benchmarks;

/// <summary>Who takes part in a race.</summary>
/// <param name="Name">As the results call it.</param>
/// <param name="Run">Makes the command of one run, after whatever has to be prepared, which is not measured.</param>
internal sealed record Contender(string Name, Func<Task<Command>> Run)
{
    /// <summary>One that needs no preparation.</summary>
    public static Contender Of(string name, Command command) => new(name, () => Task.FromResult(command));
}
