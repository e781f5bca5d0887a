using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace TradingPlatform.Data;

/// <summary>
/// Refuses identifiers over 63 bytes. PostgreSQL truncates them with a mere notice, and two long names may then collide.
/// </summary>
internal sealed class IdentifierLengthConvention : IModelFinalizedConvention
{
    private const int Longest = 63;

    /// <inheritdoc/>
    public IModel ProcessModelFinalized(IModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            foreach (var name in NamesOf(entity).Where(name => Encoding.UTF8.GetByteCount(name) > Longest))
                throw new InvalidOperationException(
                    $"The identifier {name} is longer than PostgreSQL's {Longest} bytes: state a shorter one in the configuration of {entity.DisplayName()}.");
        }
        return model;
    }

    private static IEnumerable<string> NamesOf(IEntityType entity) =>
    [
        entity.GetTableName() ?? "",
        .. entity.GetFlattenedProperties().Select(property => property.GetColumnName()),
        .. entity.GetKeys().Select(key => key.GetName() ?? ""),
        .. entity.GetForeignKeys().Select(foreignKey => foreignKey.GetConstraintName() ?? ""),
        .. entity.GetIndexes().Select(index => index.GetDatabaseName() ?? ""),
        .. entity.GetCheckConstraints().Select(check => check.Name ?? ""),
    ];
}
