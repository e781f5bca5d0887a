using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingPlatform.Data.Tests;

/// <summary>Values, as text, that a column might take.</summary>
internal sealed partial class ColumnValues(Random random)
{
    public string? Of(ColumnShape column)
    {
        if (!column.IsRequired && random.Next(4) == 0) return null;

        return column.Type switch
        {
            "uuid" => new Guid(Bytes(16)).ToString(),
            "text" or "character varying" or "character" or "citext" => Text(column),
            "smallint" or "integer" or "bigint" => Number(column).ToString(CultureInfo.InvariantCulture),
            "numeric" or "double precision" or "real" => (random.Next(1, 200) / 4m).ToString(CultureInfo.InvariantCulture),
            "boolean" => random.Next(2) == 0 ? "true" : "false",
            "timestamp with time zone" or "timestamp without time zone" => new DateTime(2026, 1, 1).AddMinutes(random.Next(500_000)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            "date" => new DateOnly(2026, 1, 1).AddDays(random.Next(300)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time without time zone" => $"{random.Next(24):00}:{random.Next(60):00}",
            "interval" => $"{random.Next(1, 60)} minutes",
            "json" or "jsonb" => ((string[])["{}", "[]", """{"fee": 1.5}""", """["view_trades"]"""])[random.Next(4)],
            "bytea" => $"\\x{Convert.ToHexString(Bytes(32))}",
            "inet" => $"10.0.0.{random.Next(255)}",
            "text[]" or "character varying[]" => "{AAPL,MSFT}",
            var other => throw new NotSupportedException($"There are no values of type {other} for column {column.Name}: add some here."),
        };
    }

    private int Number(ColumnShape column)
    {
        var named = column.Checks.SelectMany(check => Numbers().Matches(check)).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).Where(number => number < 10_000).ToList();
        return named.Count > 0 && random.Next(2) == 0 ? named[random.Next(named.Count)] + random.Next(2) : random.Next(1, 60);
    }

    private string Text(ColumnShape column)
    {
        var patterns = column.Checks.SelectMany(check => Patterns().Matches(check)).Select(match => match.Groups["pattern"].Value.Replace("''", "'", StringComparison.Ordinal)).ToList();
        var literals = column.Checks.SelectMany(check => Literals().Matches(check)).Select(match => match.Groups["text"].Value).Where(text => text.Length > 0).Except(patterns).ToList();
        if (patterns.Count > 0) return PatternSample.Of(patterns[random.Next(patterns.Count)], random);
        if (literals.Count > 0) return literals[random.Next(literals.Count)];

        var word = string.Concat(Enumerable.Range(0, 10).Select(_ => (char)('a' + random.Next(26))));
        return column.Length < word.Length ? word[..column.Length.Value] : word;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    [GeneratedRegex("~ '(?<pattern>(?:[^']|'')*)'")]
    private static partial Regex Patterns();

    [GeneratedRegex("'(?<text>(?:[^']|'')*)'")]
    private static partial Regex Literals();

    [GeneratedRegex(@"(?<![\w'.])\d+(?![\w'.])")]
    private static partial Regex Numbers();
}
