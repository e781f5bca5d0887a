using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>Something that an operator can say to a backfill.</summary>
/// <param name="Word">The word, as in the verb <c>backfill</c> of the MigrationService.</param>
/// <param name="From">The states in which it can be said.</param>
/// <param name="To">The states of which one is there afterwards; another one means that somebody was quicker.</param>
/// <param name="Change">What the engine does.</param>
internal sealed record BackfillAction(
    string Word, IReadOnlyList<BackfillState> From, IReadOnlyList<BackfillState> To, Func<BackfillControl, string, CancellationToken, Task<BackfillStatus>> Change)
{
    private static readonly BackfillState[] Going = [BackfillState.Pending, BackfillState.Open, BackfillState.Running, BackfillState.Failed, BackfillState.RowsSetAside];

    public static readonly IReadOnlyList<BackfillAction> All =
    [
        new("pause", Going, [BackfillState.Paused], (control, name, token) => control.PauseAsync(name, token)),
        new("resume", [BackfillState.Paused], [BackfillState.Open, BackfillState.Running], (control, name, token) => control.ResumeAsync(name, token)),
        new(
            "retry",
            [BackfillState.Failed, BackfillState.Cancelled, BackfillState.RowsSetAside],
            [BackfillState.Open, BackfillState.Running],
            (control, name, token) => control.RetryAsync(name, token)),
        new("cancel", [.. Going, BackfillState.Paused], [BackfillState.Cancelled], (control, name, token) => control.CancelAsync(name, token)),
    ];

    /// <summary>What can be said to a backfill in this state.</summary>
    public static IReadOnlyList<string> Of(BackfillStatus status) =>
        status.IsKnown ? [.. All.Where(action => action.From.Contains(status.State)).Select(action => action.Word)] : [];
}
