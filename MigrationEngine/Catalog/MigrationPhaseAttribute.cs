namespace TradingPlatform.MigrationEngine;

/// <summary>States the phase of a migration. A migration without it is <see cref="MigrationPhase.Expand"/>.</summary>
/// <param name="phase">The phase.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MigrationPhaseAttribute(MigrationPhase phase) : Attribute
{
    /// <summary>The phase.</summary>
    public MigrationPhase Phase { get; } = phase;
}
