namespace TradingPlatform.Testing;

/// <summary>A change of <see cref="BusyTable"/> with its clients at work.</summary>
/// <param name="Duration">Of the change.</param>
/// <param name="Load">What the clients have seen, from its beginning until a moment after its end.</param>
/// <param name="Whole">The same with what they have seen before it.</param>
public sealed record LoadedChange(TimeSpan Duration, LoadReport Load, LoadReport Whole)
{
    private static readonly TimeSpan BeforeAndAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs a change under load.</summary>
    /// <param name="load">Starts the clients.</param>
    /// <param name="change">The change.</param>
    /// <param name="connectionString">The database, for the transaction in the way.</param>
    /// <param name="behind">How long after the beginning of the change a <see cref="LongTransaction"/> from before it ends; zero for none.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    public static async Task<LoadedChange> MeasureAsync(
        Func<Task<ClientLoad>> load, Func<Task> change, string connectionString, TimeSpan behind, CancellationToken cancellationToken)
    {
        await using var clients = await load();
        await using var old = behind > TimeSpan.Zero ? await LongTransaction.BeginAsync(connectionString, cancellationToken) : null;
        await Task.Delay(BeforeAndAfter, cancellationToken);

        var began = clients.Elapsed;
        var changing = Task.Run(change, cancellationToken);
        if (old is not null)
        {
            await Task.Delay(behind, cancellationToken);
            await old.EndAsync(cancellationToken);
        }

        await changing;
        var duration = clients.Elapsed - began;
        await Task.Delay(BeforeAndAfter, cancellationToken);
        var seen = await clients.StopAsync();
        return new LoadedChange(duration, seen.From(began), seen);
    }
}
