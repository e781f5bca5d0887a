namespace TradingPlatform.MigrationEngine;

/// <summary>What ALTER COLUMN TYPE without USING costs, by PostgreSQL's casts and their modifiers.</summary>
internal static class TypeChange
{
    // The precision of a time that names none.
    private const int FullPrecision = 6;

    /// <summary>
    /// Whether only the catalog changes (false), every row is written anew (true), or that depends on what the types' names do not tell
    /// (null).
    /// </summary>
    public static bool? Rewrites(string? oldType, string? newType)
    {
        if (oldType is null || newType is null) return null;

        var (old, type) = (PostgresType.Of(oldType), PostgresType.Of(newType));
        if (old.IsArray != type.IsArray) return true;
        if (old.Name == type.Name && old.Modifiers.SequenceEqual(type.Modifiers)) return false;
        // A domain over the old type, citext where it is indexed: the catalog knows.
        if (!old.IsBuiltIn || !type.IsBuiltIn) return null;

        // An array is converted element by element, even where an element would need no conversion; only a limit that goes costs nothing.
        if (type.IsArray) return old.Name != type.Name || type.Modifiers.Count > 0;

        return (old.Name, type.Name) switch
        {
            ("character varying", "text") => false,
            ("text" or "character varying", "character varying") => !Holds(type.Modifiers, old.Name == "text" ? [] : old.Modifiers),
            ("numeric", "numeric") => !HoldsNumber(type.Modifiers, old.Modifiers),
            ("bit varying", "bit varying") => !Holds(type.Modifiers, old.Modifiers),
            // In a session whose time zone is UTC, as a run's and a script's is: with any other one the values change. A precision that
            // is named is applied to every value, because the cast before it has lost the old one.
            ("timestamp without time zone", "timestamp with time zone") or ("timestamp with time zone", "timestamp without time zone") =>
                type.Modifiers is [< FullPrecision],
            ("cidr", "inet") or ("integer", "oid") or ("oid", "integer") or ("xml", "text") => false,
            ("xml", "character varying") or ("bit", "bit varying") => type.Modifiers.Count > 0,
            var (from, to) when from == to && IsTime(to) => !HoldsTime(type.Modifiers, old.Modifiers),
            _ => true,
        };
    }

    private static bool IsTime(string name) => name is "interval" || name.StartsWith("time", StringComparison.Ordinal);

    private static bool Holds(IReadOnlyList<int> to, IReadOnlyList<int> from) => to.Count == 0 || (from.Count > 0 && to[0] >= from[0]);

    private static bool HoldsTime(IReadOnlyList<int> to, IReadOnlyList<int> from) =>
        to.Count == 0 || to[0] >= (from.Count == 0 ? FullPrecision : from[0]);

    private static bool HoldsNumber(IReadOnlyList<int> to, IReadOnlyList<int> from) =>
        to.Count == 0 || (from.Count > 0 && to[0] >= from[0] && to.ElementAtOrDefault(1) == from.ElementAtOrDefault(1));
}
