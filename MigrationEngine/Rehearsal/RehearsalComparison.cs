namespace TradingPlatform.MigrationEngine;

/// <summary>Puts what a statement did beside what the lint says of it.</summary>
internal sealed class RehearsalComparison
{
    private readonly StatementFacts _facts;
    private readonly Dictionary<TableName, RelationState> _relations;
    private readonly List<string> _mismatches = [];

    private RehearsalComparison(StatementFacts facts)
    {
        _facts = facts;
        _relations = facts.Baseline.Values.Where(relation => !relation.IsIndex).ToDictionary(relation => relation.Name);
    }

    public static RehearsedStatement Of(StatementFacts facts) => new RehearsalComparison(facts).Compare();

    private RehearsedStatement Compare()
    {
        var tables = Names().Select(Table).ToList();
        if (_facts.IsDone && _facts.Expected.Unknown is null)
        {
            foreach (var table in tables) Compare(table);
        }

        return new RehearsedStatement
        {
            Step = _facts.Statement.Step + 1,
            IsTransactional = _facts.Statement.Kind == ObservedKind.InTransaction,
            Sql = _facts.Statement.Sql.Trim(),
            IsDone = _facts.IsDone,
            Duration = _facts.Duration,
            WalBytes = _facts.WalBytes,
            Evidence = _facts.Evidence,
            Tables = tables,
            Unknown = _facts.Expected.Unknown,
            Mismatches = _mismatches,
        };
    }

    /// <summary>Of tables that were there before the step: the strongest lock first.</summary>
    private IEnumerable<TableName> Names()
    {
        var locks = _facts.Locks.Where(one => !one.Relation.IsIndex).Select(one => one.Relation.Name);
        return locks.Concat(_facts.Rewritten).Concat(_facts.Built.Select(one => one.Table)).Concat(_facts.Scanned?.Keys ?? [])
            .Concat(_facts.Expected.Tables.Keys).Distinct().Where(_relations.ContainsKey)
            .OrderByDescending(Taken).ThenBy(name => name.ToString(), StringComparer.Ordinal);
    }

    private TableLock Taken(TableName name) =>
        _facts.Locks.Where(one => one.Relation.Name == name).Select(one => one.Mode).DefaultIfEmpty(TableLock.None).Max();

    private RehearsedTable Table(TableName name) => new()
    {
        Table = name,
        Lock = Taken(name),
        Held = _facts.Held.GetValueOrDefault(name),
        IndexLock = _facts.Locks.Where(one => one.Relation is { IsIndex: true, Table: { } table } && _facts.Baseline[table].Name == name)
            .Select(one => one.Mode).DefaultIfEmpty(TableLock.None).Max(),
        IsRewritten = _facts.Rewritten.Contains(name),
        IsScanned = _facts.Scanned?.ContainsKey(name),
        RowsRead = _facts.Scanned?.GetValueOrDefault(name).Rows ?? 0,
        IndexesBuilt = [.. _facts.Built.Where(one => one.Table == name).Select(one => one.Index.Name)],
        Predicted = Predicted(name),
    };

    /// <summary>What is said of a partitioned table holds for its partitions, which the statement does not name.</summary>
    private TableEffect? Predicted(TableName name) =>
        _facts.Expected.Tables.TryGetValue(name, out var effect) ? effect
        : _relations.GetValueOrDefault(name)?.Parent is { } parent && _facts.Baseline.TryGetValue(parent, out var family) ? Predicted(family.Name)
        : null;

    private void Compare(RehearsedTable table)
    {
        var isNamed = _facts.Expected.Tables.ContainsKey(table.Table);
        if (table.Predicted is null)
        {
            CompareUnnamed(table);
            return;
        }

        var expected = table.Predicted.Lock;
        if (table.Lock > expected) Differs($"takes {table.Lock.InWords} on {table.Table}, not {expected.InWords}");
        else if (isNamed && table.Lock < expected && table.Held < expected && expected > TableLock.RowShare && _facts.Evidence == LockEvidence.Complete)
            Differs($"takes {table.Lock.InWords} on {table.Table}, not {expected.InWords}");

        if (table.Predicted.Rewrites is { } rewrites && (isNamed || table.IsRewritten) && rewrites != table.IsRewritten && HasFile(table))
            Differs(table.IsRewritten ? $"rewrites {table.Table}" : $"does not rewrite {table.Table}");

        // A rewrite reads every row, or copies the file as it is.
        if (table.Predicted.Scans is { } scans && table.IsScanned is { } isScanned && (isNamed || isScanned) && scans != isScanned && HasFile(table)
            && !table.IsRewritten)
        {
            Differs(isScanned ? $"reads all of {table.Table}" : $"does not read all of {table.Table}");
        }
    }

    /// <summary>A table that only a foreign key, a trigger or a view leads to: a reader's lock is no news.</summary>
    private void CompareUnnamed(RehearsedTable table)
    {
        if (_facts.Expected.Incomplete is not null) return;

        var reached = _facts.Expected.Tables.Values.Where(effect => effect.ReachesReferenced).Select(effect => effect.Lock).DefaultIfEmpty(TableLock.RowShare).Max();
        if (table.Lock > reached && !IsSequence(table)) Differs($"takes {table.Lock.InWords} on {table.Table}, which it does not name");
        if (table.IsRewritten) Differs($"rewrites {table.Table}, which it does not name");
    }

    private bool HasFile(RehearsedTable table) => _relations[table.Table].File is not null;

    private bool IsSequence(RehearsedTable table) => _relations[table.Table].Kind == 'S';

    private void Differs(string how) => _mismatches.Add(how);
}
