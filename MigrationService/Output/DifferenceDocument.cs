using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A difference of two schemas as a program reads it.</summary>
internal static class DifferenceDocument
{
    public static object Of(SchemaDifference difference) => new
    {
        difference.Kind,
        objectKind = difference.Item.Kind,
        difference.Item.Name,
        text = difference.ToString(),
        difference.IsAdvice,
        parts = difference.Parts,
        definition = difference.Item.Parts.Select(part => new { part.Name, part.Value }),
    };
}
