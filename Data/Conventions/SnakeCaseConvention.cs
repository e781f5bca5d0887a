using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace TradingPlatform.Data;

/// <summary>
/// Names everything in the database: snake_case tables and columns; <c>pk_</c>, <c>fk_</c>, <c>ux_</c>, <c>ix_</c> prefixes.
/// Names that a configuration states explicitly win. A convention of the context alone, so that EF's history table keeps its names.
/// </summary>
internal sealed class SnakeCaseConvention : IModelFinalizingConvention
{
    /// <inheritdoc/>
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        var entities = modelBuilder.Metadata.GetEntityTypes().ToList();
        foreach (var entity in entities)
        {
            entity.Builder.ToTable(SnakeCase.From(entity.GetTableName()!), entity.GetSchema());
            NameColumns(entity, prefix: "");
        }
        foreach (var entity in entities)
            NameConstraints(entity, entity.GetTableName()!);
    }

    private static void NameColumns(IConventionTypeBase type, string prefix)
    {
        foreach (var property in type.GetDeclaredProperties().Where(property => !IsSystemColumn(property)))
            property.Builder.HasColumnName(prefix + SnakeCase.From(property.Name));
        foreach (var complex in type.GetDeclaredComplexProperties())
            NameColumns(complex.ComplexType, prefix + SnakeCase.From(complex.Name) + "_");
    }

    private static void NameConstraints(IConventionEntityType entity, string table)
    {
        foreach (var key in entity.GetDeclaredKeys())
            key.Builder.HasName(key.IsPrimaryKey() ? $"pk_{table}" : $"ux_{table}_{Columns(key.Properties)}");
        foreach (var foreignKey in entity.GetDeclaredForeignKeys())
            foreignKey.Builder.HasConstraintName(
                $"fk_{table}_{foreignKey.PrincipalEntityType.GetTableName()}_{Columns(foreignKey.Properties)}");
        foreach (var index in entity.GetDeclaredIndexes().Where(index => index.Name is null))
            index.Builder.HasDatabaseName($"{(index.IsUnique ? "ux" : "ix")}_{table}_{Columns(index.Properties)}");
    }

    private static string Columns(IEnumerable<IConventionProperty> properties) =>
        string.Join('_', properties.Select(property => property.GetColumnName()));

    // A uint row version is PostgreSQL's own xmin; Npgsql names it.
    private static bool IsSystemColumn(IConventionProperty property) =>
        property is { ClrType: var type, IsConcurrencyToken: true } && type == typeof(uint);
}
