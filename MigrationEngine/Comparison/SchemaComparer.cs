namespace TradingPlatform.MigrationEngine;

/// <summary>Compares two schemas object by object. Pure: the same two schemas give the same differences in the same order.</summary>
public static class SchemaComparer
{
    private const string NamePart = "name";

    /// <summary>
    /// The differences in the order of reports. What belongs to a table that is missing, extra or renamed goes with the table and is not
    /// listed again. An object that is only called otherwise is one difference, not two.
    /// </summary>
    /// <param name="expected">What should be there.</param>
    /// <param name="found">What is there.</param>
    public static IReadOnlyList<SchemaDifference> Compare(IReadOnlyList<SchemaObject> expected, IReadOnlyList<SchemaObject> found)
    {
        var wanted = expected.ToDictionary(Key);
        var present = found.ToDictionary(Key);
        var owners = new HashSet<string>(Owners(expected));
        owners.SymmetricExceptWith(Owners(found));

        var missing = expected.Where(item => !present.ContainsKey(Key(item)) && !IsIn(owners, item)).ToList();
        var extra = found.Where(item => !wanted.ContainsKey(Key(item)) && !IsIn(owners, item)).ToList();
        var renamed = Renames(missing, extra, Shapes(expected), Shapes(found)).ToList();
        missing.RemoveAll(item => renamed.Exists(pair => ReferenceEquals(pair.From, item)));
        extra.RemoveAll(item => renamed.Exists(pair => ReferenceEquals(pair.To, item)));

        return
        [
            .. missing.Select(item => new SchemaDifference(SchemaDifferenceKind.Missing, item, []))
                .Concat(extra.Select(item => new SchemaDifference(SchemaDifferenceKind.Extra, item, [])))
                .Concat(renamed.Select(pair => new SchemaDifference(
                    SchemaDifferenceKind.Different, pair.From, [new SchemaPartDifference(NamePart, pair.From.Name, pair.To.Name)])))
                .Concat(expected.Where(item => present.ContainsKey(Key(item))).Select(item => Differing(item, present[Key(item)])).OfType<SchemaDifference>())
                .OrderBy(difference => difference.Item, Comparer<SchemaObject>.Create(CatalogReader.Compare))
                .ThenBy(difference => difference.Kind),
        ];
    }

    private static (SchemaObjectKind Kind, string Name) Key(SchemaObject item) => (item.Kind, item.Name);

    private static IEnumerable<string> Owners(IEnumerable<SchemaObject> schema) =>
        schema.Where(item => item.Kind is SchemaObjectKind.Table or SchemaObjectKind.View).Select(item => item.Name);

    private static bool IsIn(HashSet<string> owners, SchemaObject item) => item.Owner is { } owner && owners.Contains(owner);

    private static SchemaDifference? Differing(SchemaObject expected, SchemaObject found)
    {
        var names = expected.Parts.Select(part => part.Name).Union(found.Parts.Select(part => part.Name));
        var parts = names
            .Select(name => name == SchemaPart.ColumnOrder ? Order(expected[name], found[name]) : new SchemaPartDifference(name, expected[name], found[name]))
            .Where(part => part.Expected != part.Found)
            .ToList();
        return parts.Count == 0 ? null : new SchemaDifference(SchemaDifferenceKind.Different, expected, parts);
    }

    /// <summary>Columns that only one side has are differences of their own; here counts in which order the common ones stand.</summary>
    private static SchemaPartDifference Order(string? expected, string? found)
    {
        var (wanted, present) = (Columns(expected), Columns(found));
        return new SchemaPartDifference(
            SchemaPart.ColumnOrder, string.Join(", ", wanted.Where(present.Contains)), string.Join(", ", present.Where(wanted.Contains)));
    }

    private static string[] Columns(string? order) => order?.Split(", ") ?? [];

    /// <summary>Pairs of a missing and an extra object of one kind and one owner that are alike in everything but the name, where only one pair is possible.</summary>
    private static IEnumerable<(SchemaObject From, SchemaObject To)> Renames(
        List<SchemaObject> missing, List<SchemaObject> extra, ILookup<string, string> wanted, ILookup<string, string> present)
    {
        var candidates = extra.ToLookup(item => Shape(item, present));
        foreach (var group in missing.Where(item => item.Kind is not (SchemaObjectKind.Schema or SchemaObjectKind.Extension)).GroupBy(item => Shape(item, wanted)))
        {
            var others = candidates[group.Key].ToList();
            if (others.Count == 1 && group.Count() == 1) yield return (group.Single(), others[0]);
        }
    }

    private static ILookup<string, string> Shapes(IEnumerable<SchemaObject> schema) => schema
        .Where(item => item.Kind == SchemaObjectKind.Column)
        .ToLookup(item => item.Owner!, item => $"{item.Name[item.Owner!.Length..]} {item.Summary}");

    private static string Shape(SchemaObject item, ILookup<string, string> columns)
    {
        // A function is printed with its name; two tables without columns are no pair.
        var own = item.Kind == SchemaObjectKind.Function ? item.Name : "";
        var inside = item.Kind == SchemaObjectKind.Table ? string.Join('\n', columns[item.Name].DefaultIfEmpty(item.Name)) : "";
        return string.Join('\0', item.Kind, item.Owner, own, inside, string.Join('\0', item.Parts.Select(part => $"{part.Name}={part.Value}")));
    }
}
