using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>
/// Seven migrations with everything that can be cut off: transactions, concurrent builds and drops of indexes, a concurrent detachment, an
/// enum's new value, maintenance, what the safe generator makes of ordinary operations, and changes of rows outside of a transaction that would show if they ran twice or never.
/// </summary>
public sealed class CrashContext(DbContextOptions<CrashContext> options) : TestContext(options)
{
    public const string Create = "20260101000001_Create";
    public const string Index = "20260101000002_Index";
    public const string Count = "20260101000003_Count";
    public const string Maintain = "20260101000004_Maintain";
    public const string Detach = "20260101000005_Detach";
    public const string Drop = "20260101000006_Drop";
    public const string Safe = "20260101000007_Safe";

    /// <summary>Every row, in one text: equal only where each statement ran once.</summary>
    public const string Rows = "SELECT string_agg(l::text, ';' ORDER BY id) FROM crash.ledger l";
}
