using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using System.Reflection;

namespace TradingPlatform.Data;

/// <summary>Gives properties marked with <see cref="MoneyAttribute"/> the precision of money.</summary>
internal sealed class MoneyConvention(ProviderConventionSetBuilderDependencies dependencies)
    : PropertyAttributeConventionBase<MoneyAttribute>(dependencies)
{
    /// <inheritdoc/>
    protected override void ProcessPropertyAdded(
        IConventionPropertyBuilder propertyBuilder, MoneyAttribute attribute, MemberInfo clrMember, IConventionContext context)
    {
        propertyBuilder.HasPrecision(18, fromDataAnnotation: true);
        propertyBuilder.HasScale(4, fromDataAnnotation: true);
    }
}
