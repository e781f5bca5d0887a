using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// The roles, the permissions, what each role allows, and the catalogue's first algorithm. What is missing is added, and nothing that operators
/// changed is changed back: a role is given permissions only when it or they are new.
/// </summary>
internal sealed class AccessSeed : ISeeder
{
    /// <summary><see cref="Name"/>, for who depends on it.</summary>
    public const string PartName = "access";

    public string Name => PartName;

    public SeedProfile Profile => SeedProfile.Minimal;

    public string IsPresentSql { get; } =
        $"((SELECT count(*) FROM identity.permissions WHERE name IN ({Quoted(AccessCatalogue.AllPermissions)})) = {AccessCatalogue.AllPermissions.Count}"
        + $" AND (SELECT count(*) FROM identity.roles WHERE name IN ({Quoted(AccessCatalogue.AllRoles)})) = {AccessCatalogue.AllRoles.Count}"
        + $" AND EXISTS (SELECT FROM trading.strategy_definitions WHERE strategy_id = '{StrategyDefinition.AlphaBaseline}'))";

    public async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var database = batch.Database;
        var permissions = await database.Permissions.Select(permission => permission.Name).ToHashSetAsync(cancellationToken);
        var roles = await database.Roles.Select(role => role.Name).ToHashSetAsync(cancellationToken);
        var allowed = await database.RolePermissions.Select(row => new { row.Role, row.Permission }).ToHashSetAsync(cancellationToken);

        database.AddRange(AccessCatalogue.AllPermissions.Where(name => !permissions.Contains(name)).Select(AccessCatalogue.NewPermission));
        database.AddRange(AccessCatalogue.AllRoles.Where(name => !roles.Contains(name)).Select(AccessCatalogue.NewRole));
        database.AddRange(
            from role in AccessCatalogue.AllRoles
            from permission in AccessCatalogue.PermissionsOf(role)
            where (!roles.Contains(role) || !permissions.Contains(permission)) && !allowed.Contains(new { Role = role, Permission = permission })
            select new RolePermission { Role = role, Permission = permission });

        if (!await database.StrategyDefinitions.AnyAsync(row => row.StrategyId == StrategyDefinition.AlphaBaseline, cancellationToken))
        {
            database.StrategyDefinitions.Add(new StrategyDefinition
            {
                StrategyId = StrategyDefinition.AlphaBaseline,
                Name = "Alpha baseline",
                Description = "Ranks the symbols by their predicted return and holds the best of them.",
            });
        }
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
