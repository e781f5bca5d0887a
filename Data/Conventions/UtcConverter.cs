using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TradingPlatform.Data;

/// <summary>Writes every instant in UTC: Npgsql refuses other offsets, and the instant is the same.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    value => value.ToUniversalTime(), value => value);
