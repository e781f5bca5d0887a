namespace TradingPlatform.MigrationEngine;

/// <summary>What a rule claims that PostgreSQL does, for the example of its page: the rehearsal compares it with what PostgreSQL really does.</summary>
/// <param name="Lock">The strongest lock on a table that exists.</param>
/// <param name="Rewrites">Whether the table is written anew.</param>
/// <param name="Scans">Whether all of the table is read.</param>
/// <param name="Since">The first major version of PostgreSQL of which that is so; null for all that are supported.</param>
public sealed record LintHazard(TableLock Lock, bool Rewrites = false, bool Scans = false, int? Since = null)
{
    /// <summary>The hazard of what touches no table that exists.</summary>
    public static LintHazard None { get; } = new(TableLock.None);

    /// <summary>Whether versions of the application that still run can fail afterwards.</summary>
    public bool BreaksApplications { get; init; }

    /// <summary>Whether what is stored is lost.</summary>
    public bool LosesData { get; init; }

    /// <summary>For a sentence: "SHARE lock, reads the whole table".</summary>
    public override string ToString()
    {
        string?[] parts =
        [
            Lock == TableLock.None ? null : $"{Lock.InWords} lock",
            Rewrites ? "writes the whole table anew" : null,
            Scans ? "reads the whole table" : null,
            BreaksApplications ? "breaks versions of the application that still run" : null,
            LosesData ? "loses data" : null,
        ];
        return parts.OfType<string>().ToList() is { Count: > 0 } said ? string.Join(", ", said) : "none for tables";
    }
}
