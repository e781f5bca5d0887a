using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace TradingPlatform.Data;

/// <summary>
/// Adds <c>ck_&lt;table&gt;_&lt;column&gt;</c> for each enum column, so that the database refuses what the code could not read.
/// Runs after <see cref="SnakeCaseConvention"/>, whose names it uses.
/// </summary>
internal sealed class EnumCheckConvention : IModelFinalizingConvention
{
    /// <inheritdoc/>
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
        {
            foreach (var property in entity.GetDeclaredProperties())
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (!type.IsEnum)
                    continue;
                var column = property.GetColumnName();
                var texts = string.Join(", ", EnumText.All(type).Select(text => $"'{text}'"));
                entity.Builder.HasCheckConstraint($"ck_{entity.GetTableName()}_{column}", $"\"{column}\" IN ({texts})");
            }
        }
    }
}
