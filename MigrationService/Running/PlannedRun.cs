using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>up</c>, <c>down</c> and <c>complete</c>: plan, show, ask, run, report.</summary>
/// <param name="context">The database.</param>
/// <param name="direction">Which way.</param>
/// <param name="target">How far; null for what <c>complete</c> means.</param>
/// <param name="allowDataLoss">Whether the command line allows stored rows to be lost.</param>
/// <param name="yes">Whether the command line answers the question.</param>
internal sealed class PlannedRun(VerbContext context, MigrationDirection direction, MigrationTarget? target, bool allowDataLoss, bool yes)
{
    /// <summary>Whether the command line goes on although living instances use what is reverted.</summary>
    public bool IgnoresInstances { get; init; }

    /// <summary>Development asks; everywhere else nothing is reverted that somebody lives on.</summary>
    private bool SparesInstances => !IgnoresInstances && !context.Process.IsDevelopment;

    /// <summary>Runs it.</summary>
    /// <returns>Success; <see cref="MigrationExitCode.Refused"/> where <c>complete</c> applied something and something still waits.</returns>
    public async Task<MigrationExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var session = await context.BeginAsync(cancellationToken);
        try
        {
            var (plan, losses) = await PlanAsync(session, cancellationToken);
            if (target is null && plan is { Migrations.Count: 0, Waiting.Count: > 0 }) throw new MigrationException(MigrationExitCode.Refused, WaitingText.All(plan.Waiting));
            if (SparesInstances) await session.RefuseUseAsync(plan, cancellationToken);
            var use = await session.FindUseAsync(plan, cancellationToken);
            if (!context.Json && plan.Migrations.Count > 0) PlanReport.Write(plan, losses, context.DatabaseInWords);

            if (!context.Json && use is not null) Console.Out.WriteLine(use.Sentence);

            var allowed = allowDataLoss;
            if (Question(plan, losses) is { } question)
            {
                // Nobody else has to wait for the answer; in return the plan is made again with it.
                await session.DisposeAsync();
                await Confirmation.AskAsync(question, yes: false, cancellationToken);
                session = await context.BeginAsync(cancellationToken);
                await RefuseWhenChangedAsync(session, plan, losses, cancellationToken);
                allowed = true;
            }

            var result = await LiveProgress.ShowAsync(
                context.Progress,
                plan.Migrations.Count,
                () => target is null ? session.CompleteAsync(allowed, cancellationToken)
                    : direction == MigrationDirection.Up ? session.UpAsync(target, allowed, cancellationToken)
                    : session.DownAsync(target, allowed, SparesInstances, cancellationToken));
            var exitCode = target is null && result.Waiting.Count > 0 ? MigrationExitCode.Refused : MigrationExitCode.Success;
            if (context.Json) RunReport.WriteDocument(result, plan, losses, exitCode);
            else RunReport.Write(result, isCompletion: target is null);
            return exitCode;
        }
        finally
        {
            await session.DisposeAsync();
        }
    }

    /// <summary>What has to be asked; null when the answer is given or nothing needs one.</summary>
    private string? Question(MigrationPlan plan, IReadOnlyList<FoundLoss> losses)
    {
        if (plan.Migrations.Count == 0) return null;

        // --yes goes on with what loses nothing. What loses something needs the option that says so, or a person who reads the numbers;
        // without either the engine refuses with its sentence.
        if (losses.Count > 0) return allowDataLoss ? AskUnlessYes(plan) : yes || !Terminal.CanAsk ? null : $"This loses {PlanReport.Losses(losses)}. Go on?";

        return AskUnlessYes(plan);
    }

    private string? AskUnlessYes(MigrationPlan plan) =>
        direction == MigrationDirection.Up || yes ? null : $"Revert {string.Join(", ", plan.Migrations.Select(migration => migration.Id))}?";

    private async Task RefuseWhenChangedAsync(
        MigrationSession session, MigrationPlan confirmed, IReadOnlyList<FoundLoss> confirmedLosses, CancellationToken cancellationToken)
    {
        var (plan, losses) = await PlanAsync(session, cancellationToken);
        var same = plan.Migrations.Select(migration => migration.SqlHash).SequenceEqual(confirmed.Migrations.Select(migration => migration.SqlHash))
            && losses.SequenceEqual(confirmedLosses);
        if (!same)
            throw new MigrationException(MigrationExitCode.Refused, "The database changed while the question was open: nothing was done, run it again and look at the new plan.");
    }

    private async Task<Proposal> PlanAsync(MigrationSession session, CancellationToken cancellationToken)
    {
        var plan = target is null ? await session.PlanCompleteAsync(cancellationToken)
            : direction == MigrationDirection.Up ? await session.PlanUpAsync(target, cancellationToken)
            : await session.PlanDownAsync(target, cancellationToken);
        await session.RefuseHazardsAsync(plan, cancellationToken);
        return new Proposal(plan, await session.FindLossesAsync(plan, cancellationToken));
    }

    private sealed record Proposal(MigrationPlan Plan, IReadOnlyList<FoundLoss> Losses);
}
