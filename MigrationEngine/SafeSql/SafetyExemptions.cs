using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Opts an operation, or a whole Up or Down, out of a safety rule. The generator then writes EF's plain form of what the rule would have
/// rewritten; the reason is shown by <c>lint</c> and kept in the journal.
/// </summary>
public static class SafetyExemptions
{
    /// <summary>The beginning of the annotation's name; the rule's id follows, and the value is the reason.</summary>
    public const string AnnotationPrefix = "TradingPlatform:Exempt:";

    private static readonly HashSet<string> Rules =
    [
        .. typeof(LintRuleIds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>Opts one operation out of a rule.</summary>
    /// <param name="builder">What a method of <see cref="MigrationBuilder"/> returned.</param>
    /// <param name="rule">One of <see cref="LintRuleIds"/>.</param>
    /// <param name="reason">Why it is safe here, for whoever reads the lint or the journal.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: the reason is empty, or there is no such rule.</exception>
    public static OperationBuilder<TOperation> Exempt<TOperation>(this OperationBuilder<TOperation> builder, string rule, string reason)
        where TOperation : MigrationOperation =>
        builder.Annotation(AnnotationPrefix + Known(rule, reason), reason.Trim());

    /// <summary>Opts all operations of this Up or Down out of a rule.</summary>
    /// <param name="builder">The migration's builder.</param>
    /// <param name="rule">One of <see cref="LintRuleIds"/>.</param>
    /// <param name="reason">Why it is safe here, for whoever reads the lint or the journal.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: the reason is empty, or there is no such rule.</exception>
    public static void Exempt(this MigrationBuilder builder, string rule, string reason) =>
        builder.Operations.Add(new ExemptOperation { Rule = Known(rule, reason), Reason = reason.Trim() });

    /// <summary>Every exemption of one Up or Down, those of constraints and columns inside of a new table included.</summary>
    /// <param name="operations">The operations.</param>
    public static IReadOnlyList<SafetyExemption> Of(IEnumerable<MigrationOperation> operations) =>
        [.. operations.SelectMany(operation => operation is ExemptOperation exempt ? [new(exempt.Rule, exempt.Reason, null)] : WithParts(operation).SelectMany(Annotated))];

    /// <summary>The reason for which a rule does not count for an operation; null where it counts.</summary>
    /// <param name="operations">All operations of the same Up or Down.</param>
    /// <param name="operation">One of them.</param>
    /// <param name="rule">The rule's id.</param>
    public static string? ReasonFor(IEnumerable<MigrationOperation> operations, MigrationOperation operation, string rule) =>
        operation.FindAnnotation(AnnotationPrefix + rule)?.Value as string
        ?? operations.OfType<ExemptOperation>().FirstOrDefault(exempt => exempt.Rule == rule)?.Reason;

    private static IEnumerable<MigrationOperation> WithParts(MigrationOperation operation) => operation is CreateTableOperation table
        ? [table, .. table.Columns, .. table.ForeignKeys, .. table.UniqueConstraints, .. table.CheckConstraints]
        : [operation];

    private static IEnumerable<SafetyExemption> Annotated(MigrationOperation operation) => operation.GetAnnotations()
        .Where(annotation => annotation.Name.StartsWith(AnnotationPrefix, StringComparison.Ordinal))
        .Select(annotation => new SafetyExemption(annotation.Name[AnnotationPrefix.Length..], (string)annotation.Value!, operation));

    private static string Known(string rule, string reason)
    {
        if (!Rules.Contains(rule))
            throw new MigrationException(MigrationExitCode.Usage, $"There is no safety rule '{rule}' to be exempt from: take the id that `lint` gives, such as \"{LintRuleIds.CreateIndexBlocking}\".");
        if (string.IsNullOrWhiteSpace(reason))
            throw new MigrationException(MigrationExitCode.Usage, $"The exemption from '{rule}' has no reason: say why the operation is safe here.");
        return rule;
    }
}
