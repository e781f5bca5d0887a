using System.Collections.Concurrent;
using Spectre.Console;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A bar a backfill, on a terminal.</summary>
internal sealed class BackfillDisplay(ProgressContext display) : IProgress<BackfillProgress>
{
    private readonly ConcurrentDictionary<string, ProgressTask> _tasks = new();

    /// <summary>Runs <paramref name="run"/> under a display where a person watches, and plainly elsewhere: the log has the same in lines.</summary>
    public static Task<T> ShowAsync<T>(bool isWatched, Func<IProgress<BackfillProgress>?, Task<T>> run) => !isWatched
        ? run(null)
        : LiveProgress.AloneAsync(() => Terminal.Error.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(display => run(new BackfillDisplay(display))));

    public void Report(BackfillProgress value)
    {
        var task = _tasks.GetOrAdd(value.Name, name => display.AddTask(Markup.Escape(name), maxValue: 1));
        task.Value = value.Fraction;
        var left = value.TimeLeft is { } time ? $", {Counted.Duration(time)} left" : "";
        task.Description = Markup.Escape($"{value.Name}  {value.RowsPerSecond:0} rows/s{left}{(value.RowsSetAside > 0 ? $", {value.RowsSetAside} set aside" : "")}")
            + (value.Waiting is { } reason ? $"\n  [yellow]{Markup.Escape($"waits: {reason}")}[/]" : "");
    }
}
