namespace TradingPlatform.MigrationEngine.Tests.Scripting;

/// <summary>The places where a script can be cut off: after each statement and each of psql's commands.</summary>
internal static class ScriptCuts
{
    /// <summary>The beginnings of the script that are executed completely, each closed so that psql reaches what is fed after it.</summary>
    public static IReadOnlyList<string> Of(string script)
    {
        var cuts = new List<string>();
        var lines = script.Split('\n');
        for (var count = 1; count < lines.Length; count++)
        {
            var line = lines[count - 1].TrimEnd();
            var isCommand = line.StartsWith('\\') || line.EndsWith("\\gset", StringComparison.Ordinal) || line.EndsWith("\\gexec", StringComparison.Ordinal);
            if (!isCommand && !line.EndsWith(';')) continue;

            var beginning = string.Join('\n', lines.Take(count)) + "\n";
            if (!SqlScan.Of(beginning).IsComplete) continue;

            var open = lines.Take(count).Sum(text => text.StartsWith("\\if", StringComparison.Ordinal) ? 1 : text.StartsWith("\\endif", StringComparison.Ordinal) ? -1 : 0);
            cuts.Add(beginning + string.Concat(Enumerable.Repeat("\\endif\n", open)));
        }

        return cuts;
    }
}
