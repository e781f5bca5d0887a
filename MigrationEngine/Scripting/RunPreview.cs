using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a run would send to the database as it is now, statement by statement.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Losses">What the database holds of what would be destroyed.</param>
/// <param name="Holder">Who migrates right now, so that all of this may look different in a moment; null when nobody does.</param>
/// <param name="Preparation">The statements before the first migration: tables of the bookkeeping that are missing, squashes that take over.</param>
/// <param name="Migrations">The migrations in the order in which they run.</param>
/// <param name="Lint">What the lint says of them, with the database's catalog.</param>
public sealed record RunPreview(
    MigrationDirection Direction,
    IReadOnlyList<FoundLoss> Losses,
    LockHolder? Holder,
    IReadOnlyList<PreviewStatement> Preparation,
    IReadOnlyList<PreviewMigration> Migrations,
    LintReport Lint)
{
    /// <summary>Reads what <c>up</c> or <c>down</c> would do. Takes no lock, waits for nobody, and cannot change anything: its session is read-only.</summary>
    /// <param name="migrator">The engine on the database.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="target">How far.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="MigrationException">What the run would refuse with, or <see cref="MigrationExitCode.DatabaseUnavailable"/>.</exception>
    public static Task<RunPreview> ReadAsync(
        SchemaMigrator migrator, MigrationDirection direction, MigrationTarget target, CancellationToken cancellationToken) =>
        ReadAsync(
            migrator,
            direction,
            session => direction == MigrationDirection.Up ? session.PlanUpAsync(target, cancellationToken) : session.PlanDownAsync(target, cancellationToken),
            cancellationToken);

    /// <summary>Reads what <c>complete</c> would do, in the same way.</summary>
    /// <param name="migrator">The engine on the database.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="MigrationException">What the run would refuse with, or <see cref="MigrationExitCode.DatabaseUnavailable"/>.</exception>
    public static Task<RunPreview> ReadCompletionAsync(SchemaMigrator migrator, CancellationToken cancellationToken) =>
        ReadAsync(migrator, MigrationDirection.Up, session => session.PlanCompleteAsync(cancellationToken), cancellationToken);

    /// <summary>Contract migrations that are left, with what they wait for.</summary>
    public IReadOnlyList<WaitingMigration> Waiting { get; private init; } = [];

    /// <summary>Which living instances use what <c>down</c> would revert; null for none.</summary>
    public RevertedUse? Use { get; private init; }

    private static async Task<RunPreview> ReadAsync(
        SchemaMigrator migrator, MigrationDirection direction, Func<MigrationSession, Task<MigrationPlan>> makePlan, CancellationToken cancellationToken)
    {
        var options = migrator.Options;
        MigrationPatience.Refuse(options);
        var definition = await migrator.DefineAsync();
        var connection = await DedicatedConnection.OpenAsync(options, commandTimeout: 0, cancellationToken);
        try
        {
            await using (var readOnly = new NpgsqlCommand("SET default_transaction_read_only = on", connection)) await readOnly.ExecuteNonQueryAsync(cancellationToken);
            await using var session = new MigrationSession(
                connection,
                definition,
                migrator.CreateContext,
                new PlanSource(definition.Graph, WrittenPlans.Find(options.Build), migrator.CreateContext, preparing: Task.CompletedTask),
                recorded: null,
                new JournalWriter(connection, definition.History, options),
                options,
                NullLogger.Instance,
                migrator.Time);
            var holder = await AdvisoryLock.FindHolderAsync(connection, cancellationToken);
            var plan = await makePlan(session);
            var losses = await session.FindLossesAsync(plan, cancellationToken);
            var writer = new PreviewWriter(connection, definition, options);
            return new RunPreview(
                direction,
                losses,
                holder,
                await writer.PreparationAsync(plan, holder is null, cancellationToken),
                await writer.MigrationsAsync(plan, cancellationToken),
                await session.LintAsync(plan, cancellationToken))
            { Waiting = plan.Waiting, Use = await session.FindUseAsync(plan, cancellationToken) };
        }
        catch (NpgsqlException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RunFailure.ConnectionLost(exception, options);
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }
}
