using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A statement that commits by itself and leaves nothing from which its end could be told: a procedure or a block that commits, explicit
/// transactions, an index build without a name, and the statements on databases, tablespaces and subscriptions.
/// </summary>
internal sealed partial record UnknowableStatement(bool MayCommitParts) : LooseStatement
{
    public override OpenStep Mark => OpenStep.Unknown;

    public override bool CommitsParts => MayCommitParts;

    public static new UnknowableStatement? In(string sql)
    {
        var statements = SqlStatements.Split(sql);
        if (statements.Any(statement => CommitsInParts().IsMatch(SqlStatements.Bare(statement)))) return new UnknowableStatement(MayCommitParts: true);
        return statements.Any(statement => CommitsWhole().IsMatch(SqlStatements.Bare(statement))) ? new UnknowableStatement(MayCommitParts: false) : null;
    }

    public override Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken) =>
        Task.FromResult<bool?>(wasBegun ? null : false);

    // A block that names none of these words cannot commit.
    [GeneratedRegex(
        """^(CALL\b|DO\b(?=.*\b(COMMIT|ROLLBACK|CALL|EXECUTE)\b)|BEGIN\b|START\s+TRANSACTION\b|COMMIT\b|END\b|ROLLBACK\b|ABORT\b|PREPARE\s+TRANSACTION\b)""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CommitsInParts();

    [GeneratedRegex(
        """^(CREATE\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY\b|(CREATE|DROP)\s+(DATABASE|TABLESPACE)\b|ALTER\s+DATABASE\b.*\bTABLESPACE\b|(CREATE|ALTER|DROP)\s+SUBSCRIPTION\b)""",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex CommitsWhole();
}
