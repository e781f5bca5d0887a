using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using TradingPlatform.MigrationService.Seeding.Load;

namespace TradingPlatform.MigrationService;

/// <summary>How far a load is: a bar on a terminal, elsewhere a line in the log every few seconds.</summary>
internal sealed class LoadDisplay(Action<LoadProgress> show) : IProgress<LoadProgress>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <summary>Runs <paramref name="run"/> under the display that fits who reads.</summary>
    public static Task ShowAsync(bool isWatched, ILogger logger, Func<IProgress<LoadProgress>?, Task> run)
    {
        if (!isWatched) return run(new LoadDisplay(Lines(logger)));

        return LiveProgress.AloneAsync(() => Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async display =>
            {
                var task = display.AddTask("load", maxValue: 1);
                await run(new LoadDisplay(progress =>
                {
                    task.Value = progress.Fraction;
                    task.Description = Markup.Escape(Sentence(progress));
                }));
                return true;
            }));
    }

    public void Report(LoadProgress value) => show(value);

    private static Action<LoadProgress> Lines(ILogger logger)
    {
        var last = Stopwatch.GetTimestamp();
        return progress =>
        {
            if (Stopwatch.GetElapsedTime(last) < BetweenLines) return;

            last = Stopwatch.GetTimestamp();
            Log.Loading(logger, Sentence(progress));
        };
    }

    private static string Sentence(LoadProgress progress) =>
        FormattableString.Invariant($"{progress.Trades} of {progress.Wanted} trades")
        + (progress.RowsPerSecond > 0 ? FormattableString.Invariant($", {progress.RowsPerSecond:0} rows/s") : "")
        + (progress.TimeLeft is { } left ? $", about {Counted.Duration(left)} left" : "");
}
