using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>Values for jsonb columns that are never null.</summary>
internal static class JsonDefaults
{
    /// <summary><c>{}</c></summary>
    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}"u8);

    /// <summary><c>[]</c></summary>
    public static JsonElement EmptyArray { get; } = JsonElement.Parse("[]"u8);
}
