using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Compares the live catalog with a scratch build of the applied migrations.</summary>
internal sealed class DriftCheck(SchemaMigrator migrator, SchemaDefinition definition, CheckOptions options, ILogger logger)
{
    public async Task<IEnumerable<CheckFinding>> FindAsync(SchemaStatus status, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (status.Holder is { } holder)
            throw new MigrationException(MigrationExitCode.LockNotAcquired, $"The live schema was not compared, because it is being migrated right now by {holder}: check again when that is done.");
        if (status.Unknown.Count > 0)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseAhead,
                $"The live schema was not compared, because this build cannot build {string.Join(", ", status.Unknown)}: check with the build that contains it.");
        }

        var catalog = new CatalogReaderOptions { Privileges = options.Privileges };
        var applied = new AppliedState(definition.Graph, status.Applied.Select(row => row.Id)).Applied;
        await using var scratch = await ScratchSchema.CreateAsync(migrator, options.Scratch, logger, cancellationToken);
        await scratch.ApplyAsync(applied, cancellationToken);
        var expected = await scratch.ReadAsync(catalog, cancellationToken);
        var found = await CatalogReader.ReadAsync(connection, catalog, cancellationToken);
        var ignored = options.Ignore.Select(Pattern).ToList();
        return [.. SchemaComparer.Compare(expected, found).Where(difference => !ignored.Exists(pattern => pattern.IsMatch(difference.Item.Name))).Select(Finding)];
    }

    private static Regex Pattern(string glob) =>
        new($"^{Regex.Escape(glob).Replace(@"\*", ".*", StringComparison.Ordinal)}($|\\.)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    private CheckFinding Finding(SchemaDifference difference) => new(CheckPart.Drift, difference.Item.Name, $"{difference}.", Remedy(difference))
    {
        ExitCode = difference.IsAdvice || (options.AllowExtra && difference.IsForeign) ? MigrationExitCode.Success : MigrationExitCode.Drift,
        Difference = difference,
    };

    private static string Remedy(SchemaDifference difference) => difference switch
    {
        { IsAdvice: true } => "Nothing has to be done.",
        { Kind: SchemaDifferenceKind.Missing } => "Create it as the migrations do, or write the migration that drops it.",
        { IsForeign: true } => "Drop it or take it into a migration; where it is another program's, let it pass with --ignore or --allow-extra.",
        { Kind: SchemaDifferenceKind.Extra } => "Drop it, or write the migration that creates it.",
        _ => "Change it back, or write the migration that changes it.",
    };
}
