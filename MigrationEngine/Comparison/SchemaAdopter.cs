using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Says of a database that migrations count as applied without running them, and only after it was compared, object by object, with
/// what they build. Works under the session's lock.
/// </summary>
/// <param name="migrator">The database and the build.</param>
/// <param name="logger">Where leftovers of killed comparisons are told.</param>
public sealed class SchemaAdopter(SchemaMigrator migrator, ILogger logger)
{
    /// <summary>Finds out at which migrations a database is that another tool or a hand has made, and compares it with them.</summary>
    /// <returns>The proposal, without a comparison and empty where the database is ours already.</returns>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Refused"/> (an empty database, a history that cannot be told), <see cref="MigrationExitCode.Usage"/>,
    /// <see cref="MigrationExitCode.Damaged"/> or <see cref="MigrationExitCode.DatabaseAhead"/>.
    /// </exception>
    public Task<StampProposal> ProposeAdoptionAsync(MigrationSession session, AdoptionOptions options, CancellationToken cancellationToken) =>
        ProposeAsync(session, options, JournalSource.Adopt, OriginAsync, cancellationToken);

    /// <summary>What a stamp would write, and how the live schema compares with the target.</summary>
    /// <exception cref="MigrationException">As for <see cref="MigrationSession.StampAsync(MigrationTarget, JournalSource, CancellationToken)"/>.</exception>
    public Task<StampProposal> ProposeStampAsync(
        MigrationSession session, MigrationTarget target, AdoptionOptions options, CancellationToken cancellationToken) =>
        ProposeAsync(session, options, JournalSource.Stamp, (look, _) => Task.FromResult<AdoptionOrigin?>(TargetOf(look, target)), cancellationToken);

    /// <summary>Writes the proposal. What was found before is kept in the journal, also where it speaks against it.</summary>
    /// <param name="session">The session of the proposal.</param>
    /// <param name="proposal">The proposal.</param>
    /// <param name="force">Whether differences may be overruled.</param>
    /// <param name="cancellationToken">Changes nothing.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Drift"/>: the live schema differs.</exception>
    public static Task<StampResult> AcceptAsync(MigrationSession session, StampProposal proposal, bool force, CancellationToken cancellationToken)
    {
        var found = proposal.Comparison;
        if (found is { Refused.Count: > 0 } && !force) throw Differs(found);

        if (proposal.UnfitRows.Count > 0 && !force) throw Unfit(proposal);

        var forced = found is { Refused.Count: > 0 } ? " It was forced." : "";
        return session.StampAsync(proposal.Ids, proposal.Source, $"{proposal.Reason} {found}{forced}", cancellationToken);
    }

    /// <summary>The refusal of a schema that differs.</summary>
    public static MigrationException Differs(SchemaComparison comparison) => new(
        MigrationExitCode.Drift,
        FormattableString.Invariant($"The live schema differs from what the migrations build in {comparison.Refused.Count} objects: nothing was written. Make them alike and run again."));

    /// <summary>The refusal of rows that cannot be carried.</summary>
    public static MigrationException Unfit(StampProposal proposal) => new(
        MigrationExitCode.Refused,
        FormattableString.Invariant($"{proposal.UnfitRows.Count} rows cannot be carried, such as {proposal.UnfitRows[0]}: nothing was written. Correct them and run again."));

    private async Task<StampProposal> ProposeAsync(
        MigrationSession session,
        AdoptionOptions options,
        JournalSource source,
        Func<Look, CancellationToken, Task<AdoptionOrigin?>> origin,
        CancellationToken cancellationToken)
    {
        var definition = await migrator.DefineAsync();
        await using var connection = await LiveCatalog.OpenAsync(migrator.Options, cancellationToken);
        try
        {
            var history = (await definition.History.ReadAsync(session.Connection, cancellationToken)).Select(row => row.Id).ToList();
            var journal = await JournalTable.ReadLastOfEachAsync(session.Connection, definition.History, cancellationToken);
            var state = new AppliedState(definition.Graph, history);
            state.RefuseUnknown();
            var look = new Look(connection, definition, options, state, history, journal);
            if (await origin(look, cancellationToken) is not { } found)
                return new StampProposal(source, "The database is ours already: its history and its journal agree.", [], [], [], [], null);

            var ids = definition.Graph.Ids.Where(id => found.Ids.Contains(id) && !definition.Graph.DescendantsOf(id).Any(found.Ids.Contains)).ToList();
            var selection = StampSelection.Of(ids, definition.Graph, history, journal);
            var comparison = await CompareAsync(look, ids, cancellationToken);
            var unfit = source == JournalSource.Adopt && comparison.Refused.Count == 0
                ? await UnfitRows.FindAsync(connection, migrator.Options.RowChecks().Where(check => ids.Contains(check.Migration)), cancellationToken)
                : [];
            return new StampProposal(
                source, found.Reason, ids, selection.Added, selection.Removed, [.. selection.Settled.Select(item => item.Id)], comparison, found.OldTable)
            {
                UnfitRows = unfit,
            };
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw LiveCatalog.Failed(exception, migrator.Options);
        }
    }

    private static AdoptionOrigin TargetOf(Look look, MigrationTarget target)
    {
        var wanted = StampSelection.Wanted(target, look.Definition.Graph, look.State);
        return new AdoptionOrigin([.. wanted], "The command line names the target.", null);
    }

    private static async Task<AdoptionOrigin?> OriginAsync(Look look, CancellationToken cancellationToken)
    {
        if (look.Journal.FirstOrDefault(entry => entry.IsHalfDone) is { } half)
            throw new MigrationException(MigrationExitCode.Damaged, $"Migration {half.MigrationId} is half done: finish or revert it before anything else.");

        if (look.History.Count > 0)
        {
            var unexplained = look.History.Except(look.Journal.Select(entry => entry.MigrationId)).ToList();
            if (unexplained.Count > 0)
            {
                return new AdoptionOrigin(
                    look.State.Applied,
                    FormattableString.Invariant($"The history lists {look.History.Count} migrations, and the journal explains {unexplained.Count} of them not: EF Core's own migrator or a hand has written them."),
                    null);
            }

            if (look.Options.Baseline is { } baseline && look.Definition.Graph.Find(baseline) is var id && !look.State.Contains(id))
                throw new MigrationException(MigrationExitCode.Refused, $"The database has a history already, and {id} is not in it: apply it with `up`, or say so with `stamp`.");
            return null;
        }

        var found = await CatalogReader.ReadAsync(look.Connection, new CatalogReaderOptions(), cancellationToken);
        return found.Any(item => item.Kind is not (SchemaObjectKind.Schema or SchemaObjectKind.Extension))
            ? await AdoptionOrigin.FindAsync(look.Connection, look.Definition, look.Options, cancellationToken)
            : throw new MigrationException(MigrationExitCode.Refused, "The database is empty: there is nothing to adopt, `up` builds everything.");
    }

    private async Task<SchemaComparison> CompareAsync(Look look, List<string> ids, CancellationToken cancellationToken)
    {
        var catalog = new CatalogReaderOptions();
        await using var scratch = await ScratchSchema.CreateAsync(migrator, look.Options.Scratch, logger, cancellationToken);
        await scratch.ApplyAsync([.. ids.SelectMany(id => look.Definition.Graph.AncestorsOf(id).Append(id)).Distinct()], cancellationToken);
        var differences = SchemaComparer.Compare(
            await scratch.ReadAsync(catalog, cancellationToken), await CatalogReader.ReadAsync(look.Connection, catalog, cancellationToken));

        // Only then: it runs everything else that the build contains.
        var later = differences.Any(difference => difference.IsForeign) ? await scratch.CollectNamesAsync(cancellationToken) : new HashSet<string>();
        return SchemaComparison.Of(differences, later, look.Options.AllowExtra);
    }

    private sealed record Look(
        NpgsqlConnection Connection,
        SchemaDefinition Definition,
        AdoptionOptions Options,
        AppliedState State,
        IReadOnlyList<string> History,
        IReadOnlyList<JournalEntry> Journal);
}
