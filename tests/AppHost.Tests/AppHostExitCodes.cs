namespace TradingPlatform.AppHost.Tests;

/// <summary>The exit codes that the AppHost documents.</summary>
internal static class AppHostExitCodes
{
    public const int Usage = 2;
    public const int Database = 3;
    public const int MigrationFailed = 5;
}
