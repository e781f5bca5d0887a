using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Where a seeder puts its rows: in the one transaction of the run, and counted by table.</summary>
internal sealed class SeedBatch(TradingDbContext database, SeedServices services)
{
    private readonly SortedDictionary<string, long> _added = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _removed = new(StringComparer.Ordinal);

    /// <summary>For reading, and for adding a few rows: what is added to it is saved when the seeder returns.</summary>
    public TradingDbContext Database => database;

    public SeedServices Services => services;

    /// <summary>Rows added so far, by table.</summary>
    public IReadOnlyDictionary<string, long> Added => _added;

    /// <summary>Rows removed so far, by table.</summary>
    public IReadOnlyDictionary<string, long> Removed => _removed;

    /// <summary>A sign-in that was made up, to be shown once the transaction is committed.</summary>
    public GeneratedSignIn? FirstAdministrator { get; set; }

    /// <summary>Adds rows by COPY: for more than a few.</summary>
    public async Task CopyAsync<TEntity>(IEnumerable<TEntity> rows, CancellationToken cancellationToken)
        where TEntity : class
    {
        var copy = new CopyRows(database.Model.FindEntityType(typeof(TEntity))!);
        Count(copy.Table, await copy.WriteAsync((NpgsqlConnection)database.Database.GetDbConnection(), rows, cancellationToken));
    }

    /// <summary>Removes the rows of <paramref name="table"/> for which <paramref name="condition"/> is true. Both are constants of the seeders.</summary>
    public async Task RemoveAsync(string table, string condition, CancellationToken cancellationToken)
    {
#pragma warning disable EF1002 // Nothing of it comes from outside.
        var rows = await database.Database.ExecuteSqlRawAsync($"DELETE FROM {table} WHERE {condition}", cancellationToken);
#pragma warning restore EF1002
        if (rows > 0) _removed[table] = _removed.GetValueOrDefault(table) + rows;
    }

    /// <summary>Saves what was added to <see cref="Database"/>.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        foreach (var table in database.ChangeTracker.Entries()
            .Where(entry => entry.State == EntityState.Added)
            .GroupBy(entry => entry.Metadata.GetSchemaQualifiedTableName()!))
            Count(table.Key, table.LongCount());

        await database.SaveChangesAsync(cancellationToken);
        database.ChangeTracker.Clear();
    }

    private void Count(string table, long rows)
    {
        if (rows > 0) _added[table] = _added.GetValueOrDefault(table) + rows;
    }
}
