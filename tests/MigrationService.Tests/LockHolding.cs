using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>Another run, in this process, that holds the migration lock until it is disposed.</summary>
internal static class LockHolding
{
    public static Task<MigrationSession> HoldMigrationLockAsync(this TestDatabase database)
    {
        var context = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(database.ConnectionString, TradingDatabase.ConfigureNpgsql).Options;
        var options = new MigrationEngineOptions { ConnectionString = database.ConnectionString, ApplicationName = "a test" };
        return new SchemaMigrator(() => new TradingDbContext(context), options, NullLogger<SchemaMigrator>.Instance, TimeProvider.System)
            .BeginAsync(CancellationToken.None);
    }
}
