namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Has the operating system write soon, and piece by piece, what a session changes: left to itself it collects for half a minute, and everybody's
/// commits wait for the disk behind it.
/// </summary>
/// <remarks>docs/decisions/0028-bulk-changes-are-written-steadily.md</remarks>
internal static class SteadyWriteback
{
    /// <summary>
    /// An expression; with it the session's change begins. Changes nothing where somebody has chosen another value than PostgreSQL's default of none,
    /// and has no effect on a system that cannot be asked for it.
    /// </summary>
    public const string Sql = "CASE WHEN current_setting('backend_flush_after') = '0' THEN set_config('backend_flush_after', '512kB', false) END";
}
