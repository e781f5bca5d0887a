using System.Globalization;
using TradingPlatform.Testing;

namespace TradingPlatform.Benchmarks;

/// <summary>A kind of migration in both forms.</summary>
/// <param name="Change">The migration.</param>
/// <param name="Plain">EF Core's own form.</param>
/// <param name="Safe">The engine's.</param>
internal sealed record OnlineResult(BusyChange Change, LoadedChange Plain, LoadedChange Safe)
{
    public double PlainWorst => Plain.Load.Worst.TotalMilliseconds;

    public double SafeWorst => Safe.Load.Worst.TotalMilliseconds;

    public double SafeWorstLockWait => Safe.Load.WorstLockWait.TotalMilliseconds;

    public IReadOnlyList<string> Row =>
    [
        Change.Name,
        .. Cells(PlainWorst, Plain.Load.P99.TotalMilliseconds, Plain.Duration.TotalSeconds),
        .. Cells(SafeWorst, SafeWorstLockWait, Safe.Load.P99.TotalMilliseconds, Safe.Duration.TotalSeconds),
    ];

    private static IEnumerable<string> Cells(params double[] numbers) => numbers.Select(number => number.ToString("0.0", CultureInfo.InvariantCulture));
}
