namespace TradingPlatform.MigrationEngine;

/// <summary>A place in a migration at which a rule is broken.</summary>
public sealed record LintFinding
{
    /// <summary>The migration.</summary>
    public required string MigrationId { get; init; }

    /// <summary>In which direction.</summary>
    public required MigrationDirection Direction { get; init; }

    /// <summary>The rule's id, one of <see cref="LintRuleIds"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>How much it matters here.</summary>
    public required LintSeverity Severity { get; init; }

    /// <summary>The operation's place in its Up or Down, from 0.</summary>
    public required int Operation { get; init; }

    /// <summary>The kind of the operation: "CreateIndex", "Sql".</summary>
    public required string OperationKind { get; init; }

    /// <summary>The operation's place among those of its kind, from 0.</summary>
    public required int PlaceOfKind { get; init; }

    /// <summary>How many operations of this kind its Up or Down has.</summary>
    public required int CountOfKind { get; init; }

    /// <summary>The table concerned; null for none.</summary>
    public required string? Table { get; init; }

    /// <summary>What is wrong, in a sentence without a full stop.</summary>
    public required string Message { get; init; }

    /// <summary>What to do instead.</summary>
    public required string Recipe { get; init; }

    /// <summary>The author's reason for which the rule does not count here; null where it counts.</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>Whether the SQL that is generated takes the hazard away by itself, so that <see cref="Severity"/> is only <see cref="LintSeverity.Info"/>.</summary>
    public bool IsAssured { get; init; }

    /// <summary>Whether it stands in the way: nothing assures it and no exemption names it.</summary>
    public bool Counts => ExemptionReason is null && !IsAssured;
}
