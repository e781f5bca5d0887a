using System.Text.Json.Serialization;

namespace TradingPlatform.MigrationService;

/// <summary>A column of a <see cref="PictureTable"/>.</summary>
internal sealed record PictureColumn(string Name, string Type, bool IsNullable, bool IsPrimaryKey, bool IsForeignKey)
{
    /// <summary>The type as people write it: PostgreSQL's long names take half of a box.</summary>
    [JsonIgnore]
    public string ShortType => Type
        .Replace("character varying", "varchar", StringComparison.Ordinal)
        .Replace("timestamp with time zone", "timestamptz", StringComparison.Ordinal)
        .Replace("timestamp without time zone", "timestamp", StringComparison.Ordinal)
        .Replace("time without time zone", "time", StringComparison.Ordinal)
        .Replace("double precision", "float8", StringComparison.Ordinal);
}
