using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>stamp</c> and <c>adopt</c>: compare, show, ask, write, report.</summary>
/// <param name="context">The database.</param>
/// <param name="propose">Makes the proposal under a lock.</param>
/// <param name="force">Whether the command line overrules differences; they are found and kept in the journal all the same.</param>
/// <param name="yes">Whether the command line answers the question.</param>
internal sealed class StampRun(
    VerbContext context, Func<MigrationSession, CancellationToken, Task<StampProposal>> propose, bool force, bool yes)
{
    private static MigrationException? RefusalOf(StampProposal proposal) =>
        proposal.Comparison is { Refused.Count: > 0 } found ? SchemaAdopter.Differs(found)
        : proposal.UnfitRows.Count > 0 ? SchemaAdopter.Unfit(proposal)
        : null;

    public async Task<MigrationExitCode> RunAsync(CancellationToken cancellationToken)
    {
        var session = await context.BeginAsync(cancellationToken);
        try
        {
            var proposal = await propose(session, cancellationToken);
            if (!context.Json) StampOutput.Write(proposal);
            if (RefusalOf(proposal) is { } refusal && !force)
            {
                if (!context.Json) throw refusal;

                StampOutput.WriteDocument(proposal, written: false, refusal.ExitCode, refusal.Message);
                return refusal.ExitCode;
            }

            if (!yes && !proposal.IsEmpty)
            {
                // Nobody else has to wait for the answer; in return everything is looked at again.
                await session.DisposeAsync();
                await Confirmation.AskAsync($"Write this history to {context.DatabaseInWords}?", yes: false, cancellationToken);
                session = await context.BeginAsync(cancellationToken);
                var confirmed = proposal;
                proposal = await propose(session, cancellationToken);
                if (!StampOutput.IsSame(confirmed, proposal))
                    throw new MigrationException(MigrationExitCode.Refused, "The database changed while the question was open: nothing was written, run it again and look at the new answer.");
            }

            if (!proposal.IsEmpty) await SchemaAdopter.AcceptAsync(session, proposal, force, cancellationToken);
            if (context.Json) StampOutput.WriteDocument(proposal, written: !proposal.IsEmpty, MigrationExitCode.Success, error: null);
            else StampOutput.WriteDone(proposal);
            return MigrationExitCode.Success;
        }
        finally
        {
            await session.DisposeAsync();
        }
    }
}
