using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>One build of a <see cref="Workshop"/>, with the authoring services as the verbs have them, and the engine to apply it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly Type _contextType;
    private readonly DbContext _context;
    private readonly ServiceProvider _services;
    private readonly IServiceScope _scope;

    public Bench(Type contextType, string project)
    {
        _contextType = contextType;
        _context = Create("Host=localhost");
        _services = DesignTime.ServicesOf(_context, TimeProvider.System);
        _scope = _services.CreateScope();
        Folder = MigrationFolder.Of(project, Author.Model);
    }

    public MigrationAuthor Author => _scope.ServiceProvider.GetRequiredService<MigrationAuthor>();

    public BranchMerge Merge => _scope.ServiceProvider.GetRequiredService<BranchMerge>();

    public Squash Squash => _scope.ServiceProvider.GetRequiredService<Squash>();

    public LastMigration Last => _scope.ServiceProvider.GetRequiredService<LastMigration>();

    public MigrationFolder Folder { get; }

    public MigrationGraph Graph => Author.Model.Graph;

    public IReadOnlyList<string> Write(MigrationDraft draft) => Author.Write(draft, Author.SnapshotOf(Author.Model.Code), Folder);

    public async Task UpAsync(TestDatabase database, string target = "head")
    {
        await using var session = await Migrator(database).BeginAsync(CancellationToken.None);
        await session.UpAsync(MigrationTarget.Parse(target), CancellationToken.None);
    }

    public async Task DownAsync(TestDatabase database, string target)
    {
        await using var session = await Migrator(database).BeginAsync(CancellationToken.None);
        await session.DownAsync(MigrationTarget.Parse(target), allowDataLoss: true, CancellationToken.None);
    }

    public Task<SchemaStatus> StatusAsync(TestDatabase database) => Migrator(database).ReadStatusAsync(CancellationToken.None);

    /// <summary>The catalog without the engine's own schema.</summary>
    public static Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database) => CatalogSnapshot.ReadAsync(database.ConnectionString, "migration");

    public async ValueTask DisposeAsync()
    {
        _scope.Dispose();
        await _services.DisposeAsync();
        await _context.DisposeAsync();
    }

    private SchemaMigrator Migrator(TestDatabase database) => new(
        () => Create(database.ConnectionString),
        new MigrationEngineOptions { ConnectionString = database.ConnectionString },
        NullLogger<SchemaMigrator>.Instance,
        TimeProvider.System);

    private DbContext Create(string connectionString)
    {
        var builder = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(_contextType))!;
        builder.UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", "migration"));
        return (DbContext)Activator.CreateInstance(_contextType, builder.Options)!;
    }
}
