using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data;

/// <summary>The rules that hold for every entity, registered once.</summary>
internal static class ModelConventions
{
    /// <summary>Registers names, typed ids, enum texts with their CHECKs, UTC timestamps and decimal precision.</summary>
    public static void AddTradingConventions(this ModelConfigurationBuilder configuration)
    {
        foreach (var type in typeof(ModelConventions).Assembly.GetTypes())
        {
            if (type.IsValueType && typeof(ITypedId).IsAssignableFrom(type))
                configuration.Properties(type).HaveConversion(typeof(TypedIdConverter<>).MakeGenericType(type));
            else if (type is { IsEnum: true, IsPublic: true })
                configuration.Properties(type).HaveConversion(typeof(EnumTextConverter<>).MakeGenericType(type));
        }

        configuration.Properties<DateTimeOffset>().HaveColumnType("timestamp with time zone").HaveConversion<UtcConverter>();
        configuration.Properties<DateTime>().HaveColumnType("timestamp with time zone");

        configuration.Conventions.Add(_ => new DecimalConvention());
        configuration.Conventions.Add(_ => new SnakeCaseConvention());
        configuration.Conventions.Add(_ => new EnumCheckConvention());
        configuration.Conventions.Add(_ => new IdentifierLengthConvention());
    }
}
