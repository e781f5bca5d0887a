using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>Names that nobody chose.</summary>
internal static class SafeNames
{
    /// <summary>NAMEDATALEN - 1: PostgreSQL cuts off what is longer, and two names that begin alike become one.</summary>
    private const int LongestIdentifier = 63;

    private const int HashLength = 8;

    /// <summary>The CHECK constraint that stands for NOT NULL until PostgreSQL has seen all rows.</summary>
    public static string NotNullCheck(string table, IEnumerable<string> columns) => Fitted($"not_null_of_{table}_{string.Join('_', columns)}");

    /// <summary>The part of a partitioned table's index that lies on one partition.</summary>
    public static string PartitionIndex(string partition, string index) => Fitted($"{partition}_{index}");

    /// <summary>The function of a trigger that keeps columns in step.</summary>
    public static string DualWriteFunction(string table, string name) => Fitted($"dual_writes_{table}_{name}");

    /// <summary>The trigger itself. Triggers of a table run in the order of their names.</summary>
    public static string DualWriteTrigger(string name) => Fitted($"zz_dual_writes_{name}");

    private static string Fitted(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestIdentifier) return name;

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLength];
        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > LongestIdentifier - HashLength - 1) break;
            kept.Append(rune);
        }

        return $"{kept}_{hash}";
    }
}
