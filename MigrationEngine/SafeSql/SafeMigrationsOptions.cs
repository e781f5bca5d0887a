using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Lets EF Core write the safe form of migrations, wherever it writes SQL for them.</summary>
public static class SafeMigrationsOptions
{
    /// <summary>
    /// Replaces Npgsql's SQL generator, so that <c>dotnet ef migrations script</c> gives the SQL that the engine runs. The engine does
    /// not depend on it: it writes the safe form for every context.
    /// </summary>
    /// <param name="builder">The options of a context that uses Npgsql.</param>
    public static DbContextOptionsBuilder UseSafeMigrations(this DbContextOptionsBuilder builder) =>
        builder.ReplaceService<IMigrationsSqlGenerator, SafeMigrationsSqlGenerator>();
}
