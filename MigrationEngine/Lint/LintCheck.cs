using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Runs the rules over one direction of a migration.</summary>
internal sealed class LintCheck
{
    private const string OperationSuffix = "Operation";

    private readonly LintMigration _migration;
    private readonly IReadOnlyList<SafetyExemption> _exemptions;
    private readonly HashSet<SafetyExemption> _used = [];

    /// <param name="migration">The migration, in one direction.</param>
    /// <param name="facts">What the catalog says; null where none is looked at.</param>
    /// <param name="before">What the migrations before it leave tables and columns called; null where there are none.</param>
    public LintCheck(LintMigration migration, LintFacts? facts, LintNames? before = null)
    {
        Names = before?.Copy() ?? new LintNames(facts);
        _migration = migration;
        _exemptions = SafetyExemptions.Of(migration.Operations);
        var generated = new LintSubject(migration.Direction, migration.Phase, migration.Generated, facts, Names.Copy());
        var written = new LintSubject(migration.Direction, migration.Phase, migration.Written, facts, Names);
        Findings = [.. LintRules.Checked.SelectMany(rule => Check(rule, written, generated)).OrderBy(finding => finding.Operation).ThenByDescending(finding => finding.Severity)];
        DependsOnFacts = written.WereFactsAsked || generated.WereFactsAsked;
        // What a catalog of today does not need may still be needed by one where the migration has not run.
        if (facts is not null) _used.UnionWith(new LintCheck(migration, facts: null)._used);
        UnusedExemptions =
        [
            .. _exemptions.Where(exemption => !_used.Contains(exemption))
                .Select(exemption => new UnusedExemption(migration.Id, migration.Direction, exemption.Rule, exemption.Reason)),
        ];
    }

    /// <summary>What tables and columns are called after it.</summary>
    public LintNames Names { get; }

    public IReadOnlyList<LintFinding> Findings { get; }

    /// <summary>Whether it could turn out otherwise with other facts, or with any.</summary>
    public bool DependsOnFacts { get; }

    public IReadOnlyList<UnusedExemption> UnusedExemptions { get; }

    private IEnumerable<LintFinding> Check(LintRule rule, LintSubject written, LintSubject generated)
    {
        HashSet<int>? stillThere = null;
        foreach (var match in rule.Check(written))
        {
            var severity = match.Severity ?? rule.Severity;
            var exemption = ExemptionOf(match.Statement.Operation, rule.Id);
            if (exemption is not null) _used.Add(exemption);

            // A lesser one has nothing that the generator would take away.
            var isAssured = false;
            if (exemption is null && !match.Statement.IsRaw && severity >= LintSeverity.Warning)
            {
                stillThere ??= [.. rule.Check(generated).Select(found => found.Statement.Operation)];
                isAssured = !stillThere.Contains(match.Statement.Operation);
            }

            yield return Finding(rule, match, isAssured ? LintSeverity.Info : severity, isAssured) with { ExemptionReason = exemption?.Reason };
        }
    }

    private LintFinding Finding(LintRule rule, LintMatch match, LintSeverity severity, bool isAssured)
    {
        var kind = _migration.Operations[match.Statement.Operation].GetType();
        return new LintFinding
        {
            MigrationId = _migration.Id,
            Direction = _migration.Direction,
            Rule = rule.Id,
            Severity = severity,
            Operation = match.Statement.Operation,
            OperationKind = kind.Name.EndsWith(OperationSuffix, StringComparison.Ordinal) ? kind.Name[..^OperationSuffix.Length] : kind.Name,
            PlaceOfKind = _migration.Operations.Take(match.Statement.Operation).Count(operation => operation.GetType() == kind),
            CountOfKind = _migration.Operations.Count(operation => operation.GetType() == kind),
            Table = match.Table?.ToString(),
            Message = match.Message,
            Recipe = isAssured ? "Nothing to do: the SQL that is generated takes a way around it." : rule.Recipe,
            IsAssured = isAssured,
        };
    }

    private SafetyExemption? ExemptionOf(int index, string rule)
    {
        var operation = _migration.Operations[index];
        return _exemptions.FirstOrDefault(exemption => exemption.Rule == rule && exemption.Operation is not null && Contains(operation, exemption.Operation))
            ?? _exemptions.FirstOrDefault(exemption => exemption.Rule == rule && exemption.Operation is null);
    }

    private static bool Contains(MigrationOperation operation, MigrationOperation part) =>
        operation == part
        || (operation is CreateTableOperation table
            && (table.Columns.Contains(part) || table.ForeignKeys.Contains(part) || table.UniqueConstraints.Contains(part) || table.CheckConstraints.Contains(part)));
}
