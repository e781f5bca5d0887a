using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Encryption by Kerberos is what the driver tries first by default, and on a machine without Kerberos that is a slow exception.</summary>
internal static class Kerberos
{
    public static void SkipWhereAbsent(NpgsqlConnectionStringBuilder database)
    {
        if (database.GssEncryptionMode == GssEncryptionMode.Prefer && !IsPossible()) database.GssEncryptionMode = GssEncryptionMode.Disable;
    }

    private static bool IsPossible() =>
        !OperatingSystem.IsLinux()
        || File.Exists("/etc/krb5.conf")
        || Environment.GetEnvironmentVariable("KRB5_CONFIG") is not null
        || Environment.GetEnvironmentVariable("KRB5CCNAME") is not null
        || Environment.GetEnvironmentVariable("PGGSSENCMODE") is not null;
}
