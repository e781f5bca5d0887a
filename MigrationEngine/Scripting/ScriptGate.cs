namespace TradingPlatform.MigrationEngine;

/// <summary>The gate's lock, exclusively, in a script: see <see cref="GateLock"/>.</summary>
internal static class ScriptGate
{
    /// <summary>Waits for registrations that are under way, each of which is over in a moment.</summary>
    public static readonly string Take =
        $"""
        SET lock_timeout = '10s';
        DO {PsqlText.DollarQuoted($"BEGIN PERFORM pg_advisory_lock({GateLock.Key}); END")};
        RESET lock_timeout;

        """;

    public static readonly string Release = $"DO {PsqlText.DollarQuoted($"BEGIN PERFORM pg_advisory_unlock({GateLock.Key}); END")};\n";
}
