using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Gives the positions of the legacy system, which knew no users, to the legacy desk.</summary>
internal sealed class LegacyPositions : UpdateBackfill
{
    /// <inheritdoc/>
    public override string Name => "positions-owners";

    /// <inheritdoc/>
    public override string After => "20260101000037_PositionOwners";

    /// <inheritdoc/>
    public override string Schema => Schemas.Execution;

    /// <inheritdoc/>
    public override string Table => "positions";

    /// <inheritdoc/>
    public override string Rows => "user_id IS NULL";

    /// <inheritdoc/>
    public override string Assignments => "user_id = execution.legacy_desk()";
}
