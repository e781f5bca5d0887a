using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace TradingPlatform.Data;

/// <summary>Money (<see cref="MoneyAttribute"/>) is <c>numeric(18,4)</c>; prices, quantities and rates are <c>numeric(28,10)</c>.</summary>
internal sealed class DecimalConvention : IModelFinalizingConvention
{
    /// <inheritdoc/>
    public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
    {
        foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(entity => entity.GetDeclaredProperties()).Where(IsDecimal))
        {
            var isMoney = property.PropertyInfo?.GetCustomAttribute<MoneyAttribute>() is not null;
            property.Builder.HasPrecision(isMoney ? 18 : 28);
            property.Builder.HasScale(isMoney ? 4 : 10);
        }
    }

    private static bool IsDecimal(IConventionProperty property) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(decimal);
}
