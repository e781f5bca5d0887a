using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>What makes a build of tests/OlderTradingApi the build of its time: it ends with its head, and maps what the model was then.</summary>
public sealed class OlderBuildTests
{
    [Theory]
    [InlineData("TradingApiAt13", "20260101000013_MergeMarketTypeAndResetTokens")]
    [InlineData("TradingApiAt19", "20260101000019_AuditLog")]
    [InlineData("TradingApiAt35", "20260101000035_UserProfileContract")]
    public void OlderBuild_EndsWithItsHead_AndMapsTheModelOfThen(string build, string head)
    {
        using var context = Context(Assembly.LoadFrom(Repository.BuiltDll(build)));

        Assert.Equal(head, context.Database.GetMigrations().Last());
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void EveryContractMigration_IsPassedByARelease()
    {
        using var context = Context(typeof(TradingDbContext).Assembly);
        var contracts = context.GetService<IMigrationsAssembly>().Migrations
            .Where(migration => migration.Value.GetCustomAttribute<MigrationPhaseAttribute>()?.Phase == MigrationPhase.Contract)
            .Select(migration => migration.Key);

        Assert.Equal(contracts.Order(), Releases.All.SelectMany(release => release.Contracts).Order());
    }

    private static DbContext Context(Assembly build)
    {
        var type = build.GetType("TradingPlatform.Data.TradingDbContext", throwOnError: true)!;
        var configure = build.GetType("TradingPlatform.Data.TradingDatabase", throwOnError: true)!.GetMethod("ConfigureNpgsql")!;
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        options.UseNpgsql("Host=localhost", configure.CreateDelegate<Action<NpgsqlDbContextOptionsBuilder>>());
        return (DbContext)Activator.CreateInstance(type, options.Options)!;
    }
}
