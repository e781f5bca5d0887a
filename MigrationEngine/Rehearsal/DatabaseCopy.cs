using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationEngine;

/// <summary>The database that a rehearsal runs on; what was made for it is dropped when disposed.</summary>
internal sealed class DatabaseCopy : IAsyncDisposable
{
    private readonly IAsyncDisposable? _made;

    private DatabaseCopy(string connectionString, IAsyncDisposable? made)
    {
        ConnectionString = connectionString;
        _made = made;
    }

    public string ConnectionString { get; }

    /// <param name="live">The original.</param>
    /// <param name="options">What is copied, and to where.</param>
    /// <param name="logger">Where leftovers are told.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.DatabaseUnavailable"/>: no copy can be made. <see cref="MigrationExitCode.Refused"/>: the prepared copy
    /// is the database itself. <see cref="MigrationExitCode.DatabaseAhead"/>: this build cannot build the schema.
    /// </exception>
    public static async Task<DatabaseCopy> MakeAsync(SchemaMigrator live, RehearsalOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        switch (options.Copy)
        {
            case RehearsalCopy.Schema:
                return await BuildAsync(live, options, logger, cancellationToken);
            case RehearsalCopy.Template:
                if (options.Scratch is not null)
                    throw new MigrationException(MigrationExitCode.Usage, "A template copies only within one server: leave the other server away, or copy with pg_dump.");
                var copied = await ScratchDatabase.CopyAsync(live.Options, logger, live.Time, cancellationToken);
                return new DatabaseCopy(copied.ConnectionString, copied);
            case RehearsalCopy.Dump:
                return await DumpAsync(live, options, logger, cancellationToken);
            case RehearsalCopy.Prepared:
                var prepared = options.Prepared ?? throw new MigrationException(MigrationExitCode.Usage, "No prepared copy was named.");
                await PreparedCopy.RefuseTheOriginalAsync(live.Options, prepared, cancellationToken);
                return new DatabaseCopy(prepared, made: null);
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Copy, "There is no such copy.");
        }
    }

    public ValueTask DisposeAsync() => _made?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<DatabaseCopy> BuildAsync(SchemaMigrator live, RehearsalOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var definition = await live.DefineAsync();
        var status = await live.ReadStatusAsync(cancellationToken);
        if (status.Unknown.Count > 0)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseAhead,
                $"The schema cannot be built to rehearse on, because this build does not have {string.Join(", ", status.Unknown)}: rehearse with the build that contains it, or on a copy with the data.");
        }

        var applied = new AppliedState(definition.Graph, status.Applied.Select(row => row.Id)).Applied;
        var schema = await ScratchSchema.CreateAsync(live, options.Scratch, logger, cancellationToken);
        try
        {
            await schema.ApplyAsync(applied, cancellationToken);
            return new DatabaseCopy(schema.ConnectionString, schema);
        }
        catch
        {
            await schema.DisposeAsync();
            throw;
        }
    }

    private static async Task<DatabaseCopy> DumpAsync(SchemaMigrator live, RehearsalOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var tools = PostgresTools.Find(options.ToolFolder);
        var target = await ScratchDatabase.CreateAsync(live.Options, options.Scratch, logger, live.Time, cancellationToken);
        try
        {
            await DumpedCopy.FillAsync(tools, live.Options, target.ConnectionString, cancellationToken);
            return new DatabaseCopy(target.ConnectionString, target);
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }
}
