using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A DO block tagged <c>$repeatable$</c>, which may commit parts of its work and may be run again at any time: the batched updates of the
/// safe SQL generator, and blocks of an author who says so.
/// </summary>
/// <param name="FillsNulls">It only gives a column's NULLs a value: there is nothing to take back.</param>
/// <param name="IsBatchedUpdate">It is one of <see cref="BatchedUpdate"/>.</param>
internal sealed partial record RepeatableBlock(bool FillsNulls, bool IsBatchedUpdate) : LooseStatement
{
    public static new RepeatableBlock? In(string sql) =>
        Pattern().Match(sql) is { Success: true } match && SqlStatements.Split(sql).Count == 1
            ? new RepeatableBlock(match.Groups["fill"].Success, match.Groups["update"].Success || match.Groups["fill"].Success)
            : null;

    public override Task<bool?> HasTakenEffectAsync(
        NpgsqlConnection connection, bool wasBegun, Action<string> repaired, CancellationToken cancellationToken) => Task.FromResult<bool?>(false);

    [GeneratedRegex(
        $@"^DO\s+\${BatchedUpdate.Tag}_*\$(\s+DECLARE\s+((?<fill>condition)|(?<update>change)) constant text := )?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
