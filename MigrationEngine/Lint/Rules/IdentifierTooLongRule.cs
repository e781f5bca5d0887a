using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>A name is longer than 63 bytes.</summary>
internal sealed class IdentifierTooLongRule() : LintRule(
    LintRuleIds.IdentifierTooLong,
    LintSeverity.Warning,
    "A name is longer than 63 bytes",
    LintHazard.None,
    "Give it a name of at most 63 bytes: PostgreSQL cuts longer ones, and two can become one.")
{
    private const int Longest = 63;

    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        from item in subject.Items
        from name in Names(item.Change)
        where Encoding.UTF8.GetByteCount(name) > Longest
        select item.Says($"{name} is cut to {Longest} bytes");

    private static IEnumerable<string> Names(SchemaChange change) => change.Kind switch
    {
        ChangeKind.CreateTable => [change.Table!.Name],
        ChangeKind.AddColumn or ChangeKind.AddPrimaryKey or ChangeKind.AddUnique or ChangeKind.AddCheck or ChangeKind.AddForeignKey or ChangeKind.AddExclusion
            or ChangeKind.CreateIndex or ChangeKind.CreateTrigger => change.Name is { } name ? [name] : [],
        ChangeKind.RenameColumn or ChangeKind.RenameTable => [change.NewName!],
        _ => [],
    };
}
