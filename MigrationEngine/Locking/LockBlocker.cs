using System.Globalization;

namespace TradingPlatform.MigrationEngine;

/// <summary>A session that is in the way of a step.</summary>
/// <param name="ProcessId">The server process; null for a prepared transaction, which has none.</param>
/// <param name="User">Its role; null where the asking role may not see it.</param>
/// <param name="Application">Its application name; empty where it sets none.</param>
/// <param name="State">What it does, such as "idle in transaction"; null where the asking role may not see it.</param>
/// <param name="TransactionAge">How long its transaction has been open; null where the asking role may not see it.</param>
/// <param name="Query">The beginning of its statement, or of its last one when idle, its literals left out; null where that may not be seen.</param>
/// <param name="Holds">The lock in the way, such as "AccessShareLock on shop.items"; null where it is another wait than for a lock on a table.</param>
/// <param name="IsAutovacuum">Whether it is an autovacuum that gives way to whoever waits for a second.</param>
internal sealed record LockBlocker(
    int? ProcessId, string? User, string Application, string? State, TimeSpan? TransactionAge, string? Query, string? Holds, bool IsAutovacuum)
{
    /// <summary>The session in words, for a log line or a failure.</summary>
    public override string ToString()
    {
        var name = ProcessId is { } pid ? string.Create(CultureInfo.InvariantCulture, $"pid {pid}") : "a prepared transaction";
        var application = Application.Length > 0 ? $" '{Application}'" : "";
        var age = TransactionAge is { } open ? string.Create(CultureInfo.InvariantCulture, $", transaction open for {TimeSpan.FromSeconds((long)open.TotalSeconds)}") : "";
        var user = User is null ? "" : $", as {User}";
        var query = Query is { Length: > 0 } ? $": {Query}" : "";
        var holds = Holds is null ? "" : $", {Holds}";
        return $"{name}{application} ({State ?? "state hidden"}{age}{user}{holds}{query})";
    }

    /// <summary>Several, in words.</summary>
    public static string Describe(IReadOnlyList<LockBlocker> blockers) => string.Join(", ", blockers);
}
