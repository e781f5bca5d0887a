using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The help: the program's own is a list of what it is for, a verb's is the library's with the examples of its description.</summary>
internal sealed class RootHelp(IReadOnlyList<VerbGroup> groups) : SynchronousCommandLineAction
{
    private static readonly HelpAction OfVerb = new();

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand root) return HelpOfVerb(parseResult);

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(root.Description);
        output.WriteLine();
        output.WriteLine($"Usage: {RootCommand.ExecutableName} [verb] [options]    {RootCommand.ExecutableName} <verb> --help shows examples");
        var width = groups.SelectMany(group => group.Verbs).Max(verb => Usage(verb).Length);
        foreach (var group in groups.Where(group => group.Verbs.Count > 0))
        {
            output.WriteLine();
            output.WriteLine($"{group.Title}:");
            foreach (var verb in group.Verbs) output.WriteLine($"  {Usage(verb).PadRight(width)}  {Gist(verb.Description)}");
        }

        output.WriteLine();
        output.WriteLine("Options of every verb:");
        foreach (var option in root.Options.Where(option => option.Recursive || option is VersionOption))
            output.WriteLine($"  {string.Join(", ", option.Aliases.Where(IsUsual).Prepend(option.Name)),-16}  {option.Description}");
        output.WriteLine();
        output.WriteLine("The connection comes from --connection, ConnectionStrings__tradingdb or DATABASE_URL, the first that is given.");
        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach (var code in Enum.GetValues<MigrationExitCode>()) output.WriteLine($"  {(int)code,3}  {ExitCodeTable.Describe(code)}");
        return 0;
    }

    /// <summary>Without a name for the help, the library shows every value that an argument or an option can be completed to: all migrations.</summary>
    private static int HelpOfVerb(ParseResult parseResult)
    {
        var verb = parseResult.CommandResult.Command;
        foreach (var argument in verb.Subcommands.Append(verb).SelectMany(shown => shown.Arguments)) argument.HelpName ??= argument.Name;
        foreach (var option in verb.Options.Where(option => option.Arity.MinimumNumberOfValues > 0)) option.HelpName ??= option.Name.TrimStart('-');
        // Or their examples would stand between them.
        foreach (var below in verb.Subcommands) below.Description = Gist(below.Description);
        return OfVerb.Invoke(parseResult);
    }

    private static string Usage(Command verb) => string.Join(
        ' ',
        verb.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 || argument.HasDefaultValue ? $"[{argument.Name}]" : $"<{argument.Name}>").Prepend(verb.Name));

    /// <summary>Not the spellings of other systems that the library takes too.</summary>
    private static bool IsUsual(string alias) => alias[0] == '-' && alias != "-?";

    /// <summary>What the verb does, without the details that follow a colon or a full stop.</summary>
    private static string Gist(string? description)
    {
        var text = (description ?? "").ReplaceLineEndings(" ");
        var end = Enumerable.Range(0, text.Length).FirstOrDefault(at => text[at] is '.' or ':' && (at + 1 == text.Length || text[at + 1] == ' '), text.Length);
        return $"{text[..end]}.";
    }
}
