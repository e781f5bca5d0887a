using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a build says about its schema: the migrations that it contains, in order, and where their history is kept.</summary>
internal sealed record SchemaDefinition(HistoryTable History, IReadOnlyList<string> Ids)
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
        var ids =
            from type in assembly.DefinedTypes
            where !type.IsAbstract && type.IsSubclassOf(typeof(Migration))
                && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == contextType
            let id = type.GetCustomAttribute<MigrationAttribute>()?.Id
            where id is not null
            select id;
        var history = new HistoryTable(
            relational.MigrationsHistoryTableSchema, relational.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName);
        return new SchemaDefinition(history, [.. ids.Order(StringComparer.Ordinal)]);
    }
}
