using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Gives the audit entries from before events what they all were: actions on the platform, written down because they were done.</summary>
internal sealed class AuditLogEvents : UpdateBackfill
{
    /// <inheritdoc/>
    public override string Name => "audit-log-events";

    /// <inheritdoc/>
    public override string After => "20260101000020_AuditLogEvents";

    /// <inheritdoc/>
    public override string Schema => Schemas.Audit;

    /// <inheritdoc/>
    public override string Table => "audit_log";

    /// <inheritdoc/>
    public override string Rows => "event_type IS NULL OR resource_type IS NULL OR outcome IS NULL";

    /// <inheritdoc/>
    public override string Assignments =>
        "event_type = coalesce(event_type, 'action'), resource_type = coalesce(resource_type, 'system'), outcome = coalesce(outcome, 'success')";
}
