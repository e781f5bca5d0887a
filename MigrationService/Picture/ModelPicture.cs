using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TradingPlatform.MigrationService;

/// <summary>The picture of what this build says: EF Core's model, without a database.</summary>
internal static class ModelPicture
{
    public static SchemaPicture Of(DbContext context)
    {
        var tables = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Where(table => !table.IsExcludedFromMigrations).ToList();
        return new SchemaPicture(
            [.. tables.Select(Table).OrderBy(table => table.Name, StringComparer.Ordinal)],
            [.. tables.SelectMany(table => table.ForeignKeyConstraints).Select(Reference)]);
    }

    private static PictureTable Table(ITable table)
    {
        var primary = table.PrimaryKey?.Columns.Select(column => column.Name).ToHashSet() ?? [];
        var foreign = table.ForeignKeyConstraints.SelectMany(key => key.Columns).Select(column => column.Name).ToHashSet();

        // The key first, then as the entity declares them; the relational model sorts by name, and has PostgreSQL's own columns (xmin) too.
        var columns = table.Columns
            .Where(column => column.StoreType != "xid")
            .OrderBy(column => !primary.Contains(column.Name))
            .ThenBy(column => column.PropertyMappings[0].Property.PropertyInfo?.MetadataToken ?? int.MaxValue);
        return new PictureTable(Schema(table), Name(table), [.. columns.Select(column => new PictureColumn(
            column.Name, column.StoreType, column.IsNullable, primary.Contains(column.Name), foreign.Contains(column.Name)))]);
    }

    private static PictureReference Reference(IForeignKeyConstraint key)
    {
        var columns = key.Columns.Select(column => column.Name).ToList();
        var isUnique = key.Table.UniqueConstraints.Any(unique => unique.Columns.Select(column => column.Name).Order().SequenceEqual(columns.Order()))
            || key.Table.Indexes.Any(index => index.IsUnique && index.Filter is null && index.Columns.Select(column => column.Name).Order().SequenceEqual(columns.Order()));
        return new PictureReference(Name(key.Table), columns, Name(key.PrincipalTable), key.Columns.All(column => !column.IsNullable), isUnique);
    }

    private static string Schema(ITableBase table) => table.Schema ?? "public";

    private static string Name(ITableBase table) => $"{Schema(table)}.{table.Name}";
}
