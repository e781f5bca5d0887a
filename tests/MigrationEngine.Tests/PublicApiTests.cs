using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>
/// What anybody can do with their own DbContext: the engine has never seen this one, and nothing but its public types is used. A member
/// that became internal breaks this file.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public async Task A_context_of_anybody_is_planned_migrated_read_stamped_and_reverted()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var options = new DbContextOptionsBuilder<LibraryContext>().UseNpgsql(database.ConnectionString).Options;
        var migrator = new SchemaMigrator(
            () => new LibraryContext(options),
            new MigrationEngineOptions { ConnectionString = database.ConnectionString },
            NullLogger<SchemaMigrator>.Instance,
            TimeProvider.System);
        await using var context = new LibraryContext(options);
        var graph = MigrationGraph.Of(options);
        Assert.Equal(["20250101_Books", "20250102_Readers"], graph.Migrations.Select(node => node.Id));

        var offline = OfflinePlanner.Plan(graph, context, MigrationTarget.Base, MigrationTarget.Head);
        await using (var session = await migrator.BeginAsync(CancellationToken.None))
        {
            var plan = await session.PlanUpAsync(MigrationTarget.Head, CancellationToken.None);
            Assert.Equal(offline.Migrations.Select(migration => migration.SqlHash), plan.Migrations.Select(migration => migration.SqlHash));
            await session.UpAsync(MigrationTarget.Head, CancellationToken.None);
        }

        context.Add(new Book { Title = "A Random Walk Down Wall Street" });
        await context.SaveChangesAsync();
        Assert.True((await SchemaGate.CheckAsync(context, CancellationToken.None)).IsSufficient);
        Assert.Equal(MigrationExitCode.Success, (await migrator.ReadStatusAsync(CancellationToken.None)).ExitCode);
        Assert.Equal(2, (await new MigrationJournalReader(context).ReadAsync(10, CancellationToken.None)).Count);

        // EF Core's own tools agree about the state.
        Assert.Empty(await context.Database.GetPendingMigrationsAsync());

        await using (var session = await migrator.BeginAsync(CancellationToken.None))
        {
            var refused = await Assert.ThrowsAsync<MigrationException>(() => session.DownAsync(MigrationTarget.Base, allowDataLoss: false, CancellationToken.None));
            Assert.Contains("1 rows of table Books", refused.Message, StringComparison.Ordinal);
            await session.DownAsync(MigrationTarget.Parse("Books"), allowDataLoss: false, CancellationToken.None);
            await session.StampAsync(MigrationTarget.Head, JournalSource.Stamp, CancellationToken.None);
        }

        Assert.Equal(MigrationExitCode.Success, (await migrator.ReadStatusAsync(CancellationToken.None)).ExitCode);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("""SELECT to_regclass('"Readers"') IS NULL AND to_regclass('"Books"') IS NOT NULL""", connection);
        Assert.True((bool)(await command.ExecuteScalarAsync())!);
    }
}

/// <summary>A context with a model and conventions of its own, and its history where EF puts it.</summary>
public sealed class LibraryContext(DbContextOptions<LibraryContext> options) : DbContext(options)
{
    public DbSet<Book> Books => Set<Book>();
}

public sealed class Book
{
    public int Id { get; set; }

    public required string Title { get; set; }
}

[DbContext(typeof(LibraryContext))]
[Migration("20250101_Books")]
public sealed class LibraryBooks : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Books",
        table => new
        {
            Id = table.Column<int>("integer", nullable: false)
                .Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            Title = table.Column<string>("text", nullable: false),
        },
        constraints: table => table.PrimaryKey("PK_Books", row => row.Id));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Books");
}

[DbContext(typeof(LibraryContext))]
[Migration("20250102_Readers")]
public sealed class LibraryReaders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Readers",
        table => new { Name = table.Column<string>("text", nullable: false) },
        constraints: table => table.PrimaryKey("PK_Readers", row => row.Name));

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Readers");
}
