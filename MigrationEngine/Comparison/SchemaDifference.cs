namespace TradingPlatform.MigrationEngine;

/// <summary>One object in which a live schema differs from what it should be.</summary>
/// <param name="Kind">How.</param>
/// <param name="Item">The object: the expected one, or the found one where it is extra.</param>
/// <param name="Parts">In what, for <see cref="SchemaDifferenceKind.Different"/>; else empty.</param>
public sealed record SchemaDifference(SchemaDifferenceKind Kind, SchemaObject Item, IReadOnlyList<SchemaPartDifference> Parts)
{
    /// <summary>Whether it is only worth knowing, such as another order of columns.</summary>
    public bool IsAdvice => Kind == SchemaDifferenceKind.Different && Parts.All(part => new SchemaPart(part.Part, "").IsAdvice);

    /// <summary>Whether it is an object that stands alone and that the migrations know nothing of, such as another program's table.</summary>
    public bool IsForeign => Kind == SchemaDifferenceKind.Extra && Item.Owner is null;

    /// <summary>One line: <c>different: column public.orders.qty: type is bigint, should be numeric(28,10)</c>.</summary>
    public override string ToString()
    {
        var what = $"{Kind.ToString().ToLowerInvariant()}: {Item.KindText} {Item.Name}";
        if (Parts.Count > 0) return $"{what}: {string.Join("; ", Parts)}";

        return Item.Summary is { Length: > 0 } summary ? $"{what} ({Sql.Excerpt(summary)})" : what;
    }
}
