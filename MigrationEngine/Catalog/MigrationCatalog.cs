using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>The migrations that this build contains, found by their attributes: no model is built for it.</summary>
internal static class MigrationCatalog
{
    /// <summary>The ids in the order of application.</summary>
    public static IReadOnlyList<string> Ids(DbContext context) =>
        [.. context.GetService<IMigrationsAssembly>().Migrations.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The part of an id after its timestamp.</summary>
    public static string NameOf(string id)
    {
        var underscore = id.IndexOf('_', StringComparison.Ordinal);
        return underscore < 0 ? id : id[(underscore + 1)..];
    }
}
