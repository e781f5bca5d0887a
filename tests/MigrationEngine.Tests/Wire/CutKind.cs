namespace TradingPlatform.MigrationEngine.Tests.Wire;

/// <summary>What a <see cref="CuttingProxy"/> does at its message.</summary>
internal enum CutKind
{
    /// <summary>Both sides lose the connection, as when the process dies.</summary>
    Cut,

    /// <summary>Nothing passes any more on this connection, and nobody is told: a half-open connection.</summary>
    Freeze,

    /// <summary>Everything passes: what happens is done by <see cref="CuttingProxy.Act"/>.</summary>
    Pass,
}
