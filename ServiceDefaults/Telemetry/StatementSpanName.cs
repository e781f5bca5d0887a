using System.Diagnostics;
using OpenTelemetry;

namespace TradingPlatform.ServiceDefaults;

/// <summary>
/// Names a database span by the first words of its statement (<c>ALTER TABLE execution.orders</c>), where Npgsql calls
/// every one of them <c>postgresql</c>: a trace is then read without opening each span.
/// </summary>
internal sealed class StatementSpanName : BaseProcessor<Activity>
{
    private const string Source = "Npgsql";
    private const string StatementTag = "db.query.text";
    private const int Words = 3;
    private const int LongestName = 60;

    private static readonly char[] Separators = [' ', '\t', '\r', '\n', '(', ')', ';'];

    /// <inheritdoc />
    public override void OnEnd(Activity data)
    {
        if (data.Source.Name == Source && data.GetTagItem(StatementTag) is string statement && Summarize(statement) is { Length: > 0 } name)
            data.DisplayName = name;
    }

    /// <summary>The first words, which in SQL are the verb and its object; values come later in a statement.</summary>
    public static string Summarize(string statement)
    {
        var words = statement.Split(Separators, Words + 1, StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words.Take(Words));
        return name.Length <= LongestName ? name : name[..LongestName];
    }
}
