namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>A trading day of a venue, in UTC.</summary>
internal readonly record struct Session(DateTimeOffset Open, DateTimeOffset Close);
