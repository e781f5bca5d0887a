using System.Reflection;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The engine's options for a verb on a database.</summary>
internal static class EngineSettings
{
    public static MigrationEngineOptions Of(string connectionString, string verb) => new()
    {
        ConnectionString = connectionString,
        Build = TradingDatabase.Build,
        Backfills = TradingBackfills.All,
        RowChecks = () => LegacyRowChecks.All,
        ApplicationName = $"MigrationService {verb}",
        ApplicationVersion = typeof(EngineSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
    };
}
