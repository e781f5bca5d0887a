using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>
/// Carries the users of the older systems from <c>public.users</c>, which stays as it is. An is_active that is NULL counts as false, as in the
/// older systems, which asked whether it was true: the user is suspended, and an operator may let them in. Nobody gets a role: the older
/// systems knew none, and who may do what is for an administrator to say.
/// </summary>
internal sealed class OlderUsers : SqlBackfill
{
    private static readonly string Id = OlderValues.Id(OlderTables.Users, "batch.id");

    /// <inheritdoc/>
    public override string Name => "older-users";

    /// <inheritdoc/>
    public override string After => OlderTables.After;

    /// <inheritdoc/>
    public override string Schema => OlderTables.Schema;

    /// <inheritdoc/>
    public override string Table => OlderTables.Users;

    /// <inheritdoc/>
    public override IReadOnlyList<string> RecognisedBy => OlderTables.UserColumns;

    /// <inheritdoc/>
    public override string Rows => $"NOT EXISTS (SELECT FROM identity.users AS carried WHERE carried.id = {OlderValues.Id(OlderTables.Users, "users.id")})";

    /// <inheritdoc/>
    public override string Statement => $"""
        INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, phone, status, last_login_at, created_at, updated_at)
        SELECT {Id}, coalesce({OlderValues.Optional("batch", "public_id")}, {OlderValues.PublicId(OlderTables.Users, "batch.id")}),
            CASE WHEN btrim(email) <> '' THEN email END, coalesce(hashed_password, ''), coalesce(nullif(btrim(name), ''), split_part(email, '@', 1)),
            {OlderValues.PhoneOf(OlderValues.Optional("batch", "phone"))}, CASE WHEN is_active THEN 'active' ELSE 'suspended' END,
            {OlderValues.MomentOf(OlderValues.Optional("batch", "last_login_at"))}, coalesce({OlderValues.MomentOf("created_at")}, now()),
            coalesce({OlderValues.MomentOf(OlderValues.Optional("batch", "updated_at"))}, {OlderValues.MomentOf("created_at")}, now())
        FROM batch
        """;
}
