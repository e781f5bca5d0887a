using System.Diagnostics;
using Spectre.Console;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The progress of a run on a terminal: a bar over all migrations, the running step with its time, and what is in its way.</summary>
internal sealed class LiveProgress(ProgressContext display, int migrations)
{
    private readonly ProgressTask _all = display.AddTask(Counted.Of(migrations, "migration"), maxValue: migrations);
    private ProgressTask? _step;
    private string _stepText = "";
    private long _migrationStart;

    /// <summary>Whether a display is on the screen: log lines would tear it apart.</summary>
    public static bool IsActive { get; private set; }

    /// <summary>Runs <paramref name="run"/> under a display where a person watches, and plainly elsewhere: the log has the same in lines.</summary>
    public static async Task<T> ShowAsync<T>(ProgressRelay relay, int migrations, Func<Task<T>> run)
    {
        if (!relay.IsWatched || migrations == 0) return await run();

        IsActive = true;
        try
        {
            return await Terminal.Error.Progress()
                .AutoClear(true)
                .HideCompleted(true)
                .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new ElapsedTimeColumn())
                .StartAsync(async display =>
                {
                    relay.Receiver = new LiveProgress(display, migrations).Report;
                    return await run();
                });
        }
        finally
        {
            relay.Receiver = null;
            IsActive = false;
        }
    }

    /// <summary>Runs something with a display of its own.</summary>
    public static async Task<T> AloneAsync<T>(Func<Task<T>> run)
    {
        IsActive = true;
        try
        {
            return await run();
        }
        finally
        {
            IsActive = false;
        }
    }

    private void Report(MigrationProgress report)
    {
        switch (report.Kind)
        {
            case MigrationProgressKind.MigrationStarted:
                _migrationStart = Stopwatch.GetTimestamp();
                break;
            case MigrationProgressKind.StepStarted:
                EndStep();
                _stepText = Markup.Escape(Fit($"{report.MigrationId}  step {report.Step}/{report.Steps}  {report.Detail}"));
                _step = display.AddTask(_stepText);
                _step.IsIndeterminate = true;
                break;
            case MigrationProgressKind.Retrying when _step is not null:
                _step.Description = $"{_stepText}\n  [yellow]{Markup.Escape(Fit($"rolled back and tried again: in the way is {report.Detail}"))}[/]";
                break;
            case MigrationProgressKind.WaitingForBlockers when _step is not null:
                _step.Description = $"{_stepText}\n  [yellow]{Markup.Escape(Fit($"waiting for {report.Detail}"))}[/]";
                break;
            case MigrationProgressKind.MigrationDone:
                EndStep();
                _all.Increment(1);
                Terminal.Error.MarkupLine($"[green]✓[/] {Markup.Escape(report.MigrationId!)} [grey]{Counted.Duration(Stopwatch.GetElapsedTime(_migrationStart))}[/]");
                break;
        }
    }

    private void EndStep() => _step?.StopTask();

    /// <summary>A line that wraps would make the display jump; the bar and the clock need their room too.</summary>
    private static string Fit(string text)
    {
        var room = Math.Max(20, Terminal.Error.Profile.Width - 48);
        return text.Length <= room ? text : string.Concat(text.AsSpan(0, room - 1), "…");
    }
}
