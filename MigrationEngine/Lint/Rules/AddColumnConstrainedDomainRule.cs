namespace TradingPlatform.MigrationEngine;

/// <summary>A column of a domain with a constraint is added.</summary>
internal sealed class AddColumnConstrainedDomainRule() : LintRule(
    LintRuleIds.AddColumnConstrainedDomain,
    LintSeverity.Error,
    "A column of a domain with a constraint is added",
    new(TableLock.AccessExclusive, Rewrites: true, Scans: true),
    "Use the domain's base type and a CHECK constraint on the column, NOT VALID first and validated after it.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.OnExisting(ChangeKind.AddColumn)
            .Where(item => item.Change.Column?.Type is { } type && !PostgresType.Of(type).IsBuiltIn && !PostgresType.Of(type).IsSerial && !IsHarmless(subject, type))
            .Select(item => subject.Facts is null
                ? item.Says($"{item.Change.Column!.Type} of {item.Table}.{item.Change.Name} may be a domain with a constraint, which writes the table anew: lint with a connection tells", LintSeverity.Warning)
                : item.Says($"{item.Change.Column!.Type} is a domain with a constraint: {item.Table} is written anew while everybody waits{subject.Facts.RowsInWords(item.InCatalog!)}"));

    // A type that is not there yet is made by the migrations before this one, or by this one: an enumeration as a rule.
    private static bool IsHarmless(LintSubject subject, string type)
    {
        var name = LintFacts.NameOf(type);
        return subject.Facts is { } facts
            ? facts.IsConstrainedDomain(name) is not true
            : name is "citext" or "hstore" or "vector" or "geometry" or "geography" or "ltree";
    }
}
