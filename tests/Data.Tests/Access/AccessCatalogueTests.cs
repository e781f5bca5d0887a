using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

public sealed class AccessCatalogueTests
{
    [Fact]
    public void Catalogue_HasEachNameThatTheCodeAsksFor()
    {
        Assert.Equal(NamesOf(typeof(PermissionNames)), AccessCatalogue.AllPermissions.Order(StringComparer.Ordinal));
        Assert.Equal(NamesOf(typeof(RoleNames)), AccessCatalogue.AllRoles.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(RoleNames.Viewer, PermissionNames.ViewPnl, true)]
    [InlineData(RoleNames.Viewer, PermissionNames.ViewAllStrategies, false)]
    [InlineData(RoleNames.Researcher, PermissionNames.LaunchBacktests, true)]
    [InlineData(RoleNames.Researcher, PermissionNames.ManageModels, false)]
    [InlineData(RoleNames.Trader, PermissionNames.SubmitOrder, true)]
    [InlineData(RoleNames.Trader, PermissionNames.FlattenAll, false)]
    [InlineData(RoleNames.Operator, PermissionNames.ForceStopStrategy, true)]
    [InlineData(RoleNames.Operator, PermissionNames.ManageUsers, false)]
    [InlineData(RoleNames.Admin, PermissionNames.ManageMigrations, true)]
    public void Role_AllowsWhatItIsFor(string role, string permission, bool isAllowed) =>
        Assert.Equal(isAllowed, AccessCatalogue.PermissionsOf(role).Contains(permission));

    [Fact]
    public async Task Rows_AreStoredAsTheyAre()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        context.AddRange(AccessCatalogue.NewRows());

        await context.SaveChangesAsync();

        Assert.Equal(AccessCatalogue.AllPermissions.Count, await context.RolePermissions.CountAsync(row => row.Role == RoleNames.Admin));
    }

    [Theory]
    [InlineData("tp_live_Ab3_-xyz", null)]
    [InlineData("tp_live_Ab3_-xy", "ck_api_keys_key_prefix")]
    [InlineData("tp_test_Ab3_-xyz", "ck_api_keys_key_prefix")]
    public async Task ApiKey_BeginsAsKeysOfThePlatformDo(string prefix, string? refusing)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, new ApiKey { UserId = user.Id, Name = "script", KeyHash = new byte[32], KeyPrefix = prefix });

        var error = await Record.ExceptionAsync(() => context.SaveChangesAsync());

        Assert.Equal(refusing, (error?.InnerException as PostgresException)?.ConstraintName);
    }

    [Fact]
    public async Task Role_ThatSomebodyHas_IsNotDeleted()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        user.Roles.Add(new UserRole { UserId = user.Id, Role = RoleNames.Viewer });
        context.AddRange(AccessCatalogue.NewRows());
        context.Add(user);
        await context.SaveChangesAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, "DELETE FROM identity.roles WHERE name = 'viewer'"));

        Assert.Equal("fk_user_roles_roles_role", refusal.ConstraintName);
    }

    private static IEnumerable<string> NamesOf(Type names) => names.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal);
}
