using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TradingPlatform.Data;

/// <summary>
/// How dotnet-ef makes the context when it scaffolds. Scaffolding opens no connection; commands that do are the MigrationService's.
/// </summary>
internal sealed class TradingDbContextFactory : IDesignTimeDbContextFactory<TradingDbContext>
{
    /// <inheritdoc/>
    public TradingDbContext CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<TradingDbContext>()
        .UseNpgsql(TradingDatabase.ConfigureNpgsql)
        .Options);
}
