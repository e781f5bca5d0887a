using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine.Tests.Scale;

/// <summary>The context of the <see cref="ManyMigrations"/>, which are in assemblies of their own.</summary>
public sealed class ManyContext(DbContextOptions<ManyContext> options) : TestContext(options);
