using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Gives the administrators of before the role admin, which RbacContract puts in the place of users.is_admin.</summary>
internal sealed class AdministratorRoles : SqlBackfill
{
    /// <inheritdoc/>
    public override string Name => "admins-to-user-roles";

    /// <inheritdoc/>
    public override string After => "20260101000030_Rbac";

    /// <inheritdoc/>
    public override string Schema => Schemas.Identity;

    /// <inheritdoc/>
    public override string Table => "users";

    /// <inheritdoc/>
    public override string Rows => "is_admin AND NOT EXISTS (SELECT FROM identity.user_roles held WHERE held.user_id = id AND held.role = 'admin')";

    // The role may not be seeded yet. The setting tells the trigger that nothing changes about what the user may do: no session ends.
    /// <inheritdoc/>
    public override string Statement => """
        WITH admin AS (INSERT INTO identity.roles (name, description) VALUES ('admin', 'May do everything.') ON CONFLICT DO NOTHING),
            carrying AS MATERIALIZED (SELECT set_config('trading.carrying_over', 'on', true))
        INSERT INTO identity.user_roles (user_id, role) SELECT id, 'admin' FROM batch CROSS JOIN carrying ON CONFLICT DO NOTHING
        """;
}
