namespace TradingPlatform.MigrationEngine;

/// <summary>One object of a live schema.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Qualified, quoted where PostgreSQL asks for it: <c>schema.table.column</c>, <c>schema.function(arguments)</c>.</param>
/// <param name="Owner">The table or view that it belongs to and goes with; null for an object that stands alone.</param>
/// <param name="Parts">Its properties, in a fixed order; one that the object does not have is left out.</param>
public sealed record SchemaObject(SchemaObjectKind Kind, string Name, string? Owner, IReadOnlyList<SchemaPart> Parts)
{
    /// <summary>The kind in words.</summary>
    public string KindText => Kind switch
    {
        SchemaObjectKind.CompositeType => "composite type",
        SchemaObjectKind.RangeType => "range type",
        _ => Kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The value of a part; null where the object does not have it.</summary>
    public string? this[string part] => Parts.FirstOrDefault(candidate => candidate.Name == part)?.Value;

    /// <summary>What it is in a few words, for a line of a report.</summary>
    public string Summary => string.Join(
        ", ", Parts.Where(part => !part.IsAdvice).Select(part => part.Name == SchemaPart.Definition ? part.Value : $"{part.Name} {part.Value}"));
}
