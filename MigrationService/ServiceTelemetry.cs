using System.Diagnostics;

namespace TradingPlatform.MigrationService;

/// <summary>The spans of the service itself: one around a verb, so that a run is one trace, and one around its seeding.</summary>
internal static class ServiceTelemetry
{
    /// <summary>The name of the ActivitySource, and the log category.</summary>
    public const string Name = "TradingPlatform.MigrationService";

    public static readonly ActivitySource Source = new(Name);
}
