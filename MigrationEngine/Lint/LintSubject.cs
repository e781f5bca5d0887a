namespace TradingPlatform.MigrationEngine;

/// <summary>One direction of a migration, as the rules see it.</summary>
internal sealed class LintSubject
{
    private readonly HashSet<(string Schema, string Name)> _created = [];
    private readonly HashSet<string> _indexesOfCreated = [];
    private readonly LintFacts? _facts;

    private readonly LintNames _names;

    /// <param name="direction">The direction.</param>
    /// <param name="phase">The migration's phase.</param>
    /// <param name="statements">What it does.</param>
    /// <param name="facts">What the catalog says; null where none is looked at.</param>
    /// <param name="names">What the migrations before it have left; they are followed through this one.</param>
    public LintSubject(MigrationDirection direction, MigrationPhase phase, IReadOnlyList<LintStatement> statements, LintFacts? facts, LintNames names)
    {
        _names = names;
        Direction = direction;
        Phase = phase;
        Statements = statements;
        _facts = facts;
        Items = [.. statements.SelectMany(statement => statement.Effects.Changes.Select(change => Item(statement, change)))];
    }

    public MigrationDirection Direction { get; }

    public MigrationPhase Phase { get; }

    public IReadOnlyList<LintStatement> Statements { get; }

    /// <summary>What the database's catalog says; null where none is looked at.</summary>
    public LintFacts? Facts
    {
        get
        {
            WereFactsAsked = true;
            return _facts;
        }
    }

    /// <summary>Whether a rule has looked at <see cref="Facts"/>: without that it says the same of every database.</summary>
    public bool WereFactsAsked { get; private set; }

    public IReadOnlyList<LintItem> Items { get; }

    /// <summary>
    /// How much it matters that something goes or gets another name: in its own phase, and on the way back, that is what the migration is
    /// for.
    /// </summary>
    public LintSeverity SeverityOfBreaking =>
        Direction == MigrationDirection.Down ? LintSeverity.Advice : Phase == MigrationPhase.Contract ? LintSeverity.Info : LintSeverity.Error;

    /// <summary>The changes of a kind, of tables that were there before.</summary>
    public IEnumerable<LintItem> OnExisting(ChangeKind kind) => All(kind).Where(item => !item.IsNew);

    /// <summary>The changes of a kind.</summary>
    public IEnumerable<LintItem> All(ChangeKind kind) => Items.Where(item => item.Change.Kind == kind);

    /// <summary>The changes of a kind that stand before another one.</summary>
    public IEnumerable<LintItem> Before(LintItem item, ChangeKind kind) => Items.TakeWhile(other => other != item).Where(other => other.Change.Kind == kind);

    private LintItem Item(LintStatement statement, SchemaChange change)
    {
        if (change.Table is not { } table) return new LintItem(statement, change, IsNew: false);

        var item = new LintItem(statement, change, IsNew: false)
        {
            InCatalog = _names.InCatalog(table),
            NameInCatalog = change.Name is { } name ? _names.InCatalog(table, name) : null,
            OtherInCatalog = change.Other is { } other ? _names.InCatalog(other) : null,
        };
        _names.Follow(change);
        var isNew = change.IsOfNewTable || _created.Contains(Key(table));
        switch (change.Kind)
        {
            case ChangeKind.CreateTable:
                _created.Add(Key(table));
                isNew = true;
                break;
            case ChangeKind.DropTable:
                _created.Remove(Key(table));
                break;
            case ChangeKind.RenameTable when isNew:
                _created.Add(Key(table with { Name = change.NewName! }));
                break;
            case ChangeKind.SetSchema when isNew:
                _created.Add(Key(table with { Schema = change.NewName }));
                break;
            case ChangeKind.CreateIndex when isNew && change.Name is not null:
                _indexesOfCreated.Add(change.Name);
                break;
            case ChangeKind.DropIndex when change.Name is not null:
                isNew |= _indexesOfCreated.Contains(change.Name);
                break;
        }

        return item with { IsNew = isNew };
    }

    private static (string Schema, string Name) Key(TableName table) => LintNames.Key(table);
}
