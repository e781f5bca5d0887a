using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Gives the users of before a display name and a status, from the name and the is_active that UserProfileContract takes away.</summary>
internal sealed class UserProfiles : UpdateBackfill
{
    /// <inheritdoc/>
    public override string Name => "user-profile";

    /// <inheritdoc/>
    public override string After => "20260101000033_UserProfileExpand";

    /// <inheritdoc/>
    public override string Schema => Schemas.Identity;

    /// <inheritdoc/>
    public override string Table => "users";

    /// <inheritdoc/>
    public override string Rows => "display_name IS NULL OR status IS NULL";

    /// <inheritdoc/>
    public override string Assignments =>
        "display_name = coalesce(display_name, name), status = coalesce(status, CASE WHEN is_active THEN 'active' ELSE 'suspended' END)";
}
