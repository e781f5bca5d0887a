using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>What the lint says of a statement, with the names as the catalog has them.</summary>
/// <param name="Tables">Each table once, with the strongest effect.</param>
/// <param name="Unknown">Why nothing certain can be said; null where it can.</param>
/// <param name="IsConcurrent">Whether it lets others go on, and waits for them later.</param>
/// <param name="Incomplete">What it touches beyond the tables; null for nothing.</param>
internal sealed partial record Expectation(IReadOnlyDictionary<TableName, TableEffect> Tables, string? Unknown, bool IsConcurrent, string? Incomplete)
{
    /// <param name="sql">One statement, or several that are sent as one.</param>
    /// <param name="relations">What there is before it, by oid.</param>
    public static Expectation Of(string sql, IReadOnlyDictionary<uint, RelationState> relations)
    {
        var byName = relations.Values.ToLookup(relation => relation.Name.Name);
        if (Written(sql) is { } written)
        {
            written = written with { Table = Resolve(written.Table, byName) };
            return new Expectation(new Dictionary<TableName, TableEffect> { [written.Table] = written }, Unknown: null, IsConcurrent: false, Incomplete: null);
        }

        var effects = StatementEffects.Of(sql);
        var tables = new Dictionary<TableName, TableEffect>();
        foreach (var effect in effects.SelectMany(effect => effect.Tables))
        {
            var name = Resolve(effect.Table, byName);
            if (effect.IsTableOfIndex && byName[name.Name].FirstOrDefault(relation => relation.Name == name)?.Table is { } table) name = relations[table].Name;
            tables[name] = tables.TryGetValue(name, out var other) ? Strongest(other, effect) : effect;
        }

        return new Expectation(
            tables,
            effects.FirstOrDefault(effect => effect.Unknown is not null)?.Unknown,
            effects.Any(effect => effect.NeedsNoTransaction && effect.Sql.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase)),
            effects.FirstOrDefault(effect => effect.Incomplete is not null)?.Incomplete);
    }

    /// <summary>The blocks of the safe generator put their statements together, so that their text tells only of which table.</summary>
    private static TableEffect? Written(string sql)
    {
        var bare = SqlStatements.Bare(sql);
        var isCheck = bare.StartsWith(DualWriteChecks.Beginning, StringComparison.Ordinal);
        if (!isCheck && RepeatableBlock.In(bare) is not { IsBatchedUpdate: true }) return null;
        if (Target().Match(sql) is not { Success: true } target || SqlTokens.Of(target.Groups["table"].Value.Replace("''", "'", StringComparison.Ordinal)) is not { } name) return null;

        return new TableEffect(new SqlCursor(name).TableName(), isCheck ? TableLock.AccessShare : TableLock.RowExclusive, Scans: isCheck ? false : null);
    }

    /// <summary>A name without a schema is one of the search path: public, or the only one of that name.</summary>
    private static TableName Resolve(TableName name, ILookup<string, RelationState> relations)
    {
        if (name.Schema is not null) return name;

        var found = relations[name.Name].Select(relation => relation.Name).ToList();
        return found.Find(candidate => candidate.Schema == "public") ?? (found is [var only] ? only : name);
    }

    private static TableEffect Strongest(TableEffect one, TableEffect other) => (one.Lock >= other.Lock ? one : other) with
    {
        Rewrites = Either(one.Rewrites, other.Rewrites),
        Scans = Either(one.Scans, other.Scans),
        ReachesReferenced = one.ReachesReferenced || other.ReachesReferenced,
    };

    private static bool? Either(bool? one, bool? other) => one == true || other == true ? true : one is null || other is null ? null : false;

    [GeneratedRegex("target constant regclass := '(?<table>(?:[^']|'')+)'::regclass", RegexOptions.CultureInvariant)]
    private static partial Regex Target();
}
