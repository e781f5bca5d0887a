using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A command line that cannot be understood: one sentence, with the verb that was probably meant.</summary>
internal static class UsageFailure
{
    public static async Task<int> WriteAsync(ParseResult arguments, RootCommand root)
    {
        var sentence = Sentence(arguments, root);
        await Console.Error.WriteLineAsync(sentence);
        if (arguments.GetValue(CommonOptions.Json)) JsonOutput.WriteFailure(MigrationExitCode.Usage, sentence);
        return (int)MigrationExitCode.Usage;
    }

    private static string Sentence(ParseResult arguments, RootCommand root)
    {
        var command = arguments.CommandResult.Command;
        if (command is not RootCommand) return $"{arguments.Errors[0].Message} `{command.Name} --help` shows what is possible.";
        if (arguments.UnmatchedTokens is not [var word, ..] || word.StartsWith('-')) return $"{arguments.Errors[0].Message} `--help` shows what is possible.";

        var nearest = root.Subcommands.Select(verb => verb.Name).MinBy(name => Distance(word, name))!;
        return Distance(word, nearest) <= Math.Max(2, nearest.Length / 2)
            ? $"There is no verb '{word}': did you mean `{nearest}`? `--help` lists them."
            : $"There is no verb '{word}': `--help` lists them.";
    }

    /// <summary>How many letters have to be added, removed or changed.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(Math.Min(row[j - 1], row[j]) + 1, change);
            }
        }

        return row[^1];
    }
}
