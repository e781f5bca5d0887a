namespace TradingPlatform.MigrationEngine;

/// <summary>How much a finding matters.</summary>
public enum LintSeverity
{
    /// <summary>What it does is worth knowing, and nothing needs to be done: a lock that is held for a moment, or a hazard that the generator takes away.</summary>
    Info,

    /// <summary>Better ways exist.</summary>
    Advice,

    /// <summary>It can hurt, and somebody should have thought about it.</summary>
    Warning,

    /// <summary>It stops a busy application, breaks versions of it that still run, or loses data: outside of Development a run refuses it.</summary>
    Error,
}
