using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace TradingPlatform.Data;

/// <summary>
/// Refuses identifiers over 63 bytes. PostgreSQL truncates them with a mere notice, and two long names may then collide.
/// Runs last, when all names are known.
/// </summary>
internal sealed class IdentifierLengthConvention : IModelFinalizingConvention
{
    private const int Longest = 63;

    /// <inheritdoc/>
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            if (NamesOf(entity).FirstOrDefault(name => Encoding.UTF8.GetByteCount(name) > Longest) is { } name)
                throw new InvalidOperationException(
                    $"The identifier {name} is longer than PostgreSQL's {Longest} bytes: state a shorter one in the configuration of {entity.DisplayName()}.");
        }
    }

    private static IEnumerable<string> NamesOf(IConventionEntityType entity) =>
    [
        entity.GetTableName() ?? "",
        .. ColumnsOf(entity),
        .. entity.GetKeys().Select(key => key.GetName() ?? ""),
        .. entity.GetForeignKeys().Select(foreignKey => foreignKey.GetConstraintName() ?? ""),
        .. entity.GetIndexes().Select(index => index.GetDatabaseName() ?? ""),
        .. entity.GetCheckConstraints().Select(check => check.Name ?? ""),
    ];

    private static IEnumerable<string> ColumnsOf(IConventionTypeBase type) =>
    [
        .. type.GetDeclaredProperties().Select(property => property.GetColumnName()),
        .. type.GetDeclaredComplexProperties().SelectMany(complex => ColumnsOf(complex.ComplexType)),
    ];
}
