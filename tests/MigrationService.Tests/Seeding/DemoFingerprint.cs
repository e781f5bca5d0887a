using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>A hash of each table's demo rows: of all but what is different each time on purpose (salted hashes, ciphertexts) and numbers of identity columns.</summary>
internal static class DemoFingerprint
{
    // The minimal seed's, which have the clock of the machine.
    private static readonly string[] Others = ["identity.roles", "identity.permissions", "identity.role_permissions", "system.system_configuration"];

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(TestDatabase database)
    {
        await using var context = database.Context();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, Timezone = "UTC" }.ConnectionString);
        await connection.OpenAsync();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entity in context.Model.GetEntityTypes().Where(entity => !Others.Contains(entity.GetSchemaQualifiedTableName())))
        {
            var table = entity.GetSchemaQualifiedTableName()!;
            var hidden = entity.GetComplexProperties().Select(secret => secret.ComplexType.FindProperty(nameof(EncryptedSecret.Ciphertext))!.GetColumnName()).ToList();
            if (entity.FindPrimaryKey()!.Properties is [{ ClrType: var type } key] && type == typeof(long)) hidden.Add(key.GetColumnName());
            if (table == "identity.users") hidden.Add("hashed_password");
            var own = table switch
            {
                "identity.users" => "email <> 'admin@example.com'",
                "identity.user_roles" => "user_id <> (SELECT id FROM identity.users WHERE email = 'admin@example.com')",
                "trading.strategy_definitions" => "strategy_id <> 'alpha_baseline'",
                _ => "true",
            };
            await using var command = new NpgsqlCommand(
                $"SELECT count(*) || ' ' || coalesce(md5(string_agg(r, E'\\n' ORDER BY r COLLATE \"C\")), '') FROM (SELECT (to_jsonb(t) - $1)::text AS r FROM {table} t WHERE {own}) AS rows", connection);
            command.Parameters.AddWithValue(hidden.ToArray());
            hashes[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return hashes;
    }
}
