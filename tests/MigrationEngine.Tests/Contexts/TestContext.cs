using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A context without entities: its migrations are what is tested.</summary>
public abstract class TestContext(DbContextOptions options) : DbContext(options);
