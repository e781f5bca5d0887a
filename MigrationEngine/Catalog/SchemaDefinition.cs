using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a build says about its schema: the migrations that it contains, and where their history is kept.</summary>
internal sealed record SchemaDefinition(HistoryTable History, MigrationGraph Graph)
{
    /// <summary>Found by attributes and options alone: asking a context for any service would build its model first.</summary>
    public static SchemaDefinition Of(DbContextOptions options) => Of(options.ContextType, options);

    /// <summary>The same, from a context whose model may be built for it.</summary>
    public static SchemaDefinition Of(DbContext context) => Of(context.GetType(), context.GetService<IDbContextOptions>());

    private static SchemaDefinition Of(Type contextType, IDbContextOptions options)
    {
        var relational = RelationalOptionsExtension.Extract(options);
        var assembly = relational.MigrationsAssemblyObject
            ?? (relational.MigrationsAssembly is { } name ? Assembly.Load(new AssemblyName(name)) : contextType.Assembly);
        var history = new HistoryTable(
            relational.MigrationsHistoryTableSchema, relational.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName);
        return new SchemaDefinition(history, MigrationGraph.Of(MigrationAssembly.Read(assembly, contextType)));
    }
}
