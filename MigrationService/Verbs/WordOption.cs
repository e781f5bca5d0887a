using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace TradingPlatform.MigrationService;

/// <summary>Options and arguments that take one of a few words, an enumeration's names in lower case; another word is answered with the list of them.</summary>
internal static class WordOption
{
    /// <summary>An option with a default.</summary>
    public static Option<T> Of<T>(string name, string description, T byDefault, params string[] aliases)
        where T : struct, Enum =>
        Offering<T, Option<T>>(new(name, aliases)
        {
            Description = $"{description}: {List<T>()}.",
            HelpName = "word",
            DefaultValueFactory = _ => byDefault,
            CustomParser = argument => Parse<T>(argument, name) ?? byDefault,
        });

    /// <summary>An option that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string description)
        where T : struct, Enum =>
        Offering<T, Option<T?>>(new(name) { Description = description, HelpName = "word", CustomParser = argument => Parse<T>(argument, name) });

    /// <summary>An argument.</summary>
    public static Argument<T> Argument<T>(string name, string description)
        where T : struct, Enum
    {
        var argument = new Argument<T>(name) { Description = description, CustomParser = result => Parse<T>(result, name) ?? default };
        Offer<T>(argument.CompletionSources);
        return argument;
    }

    private static string List<T>()
        where T : struct, Enum => string.Join(", ", Words<T>());

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(word => word.ToLowerInvariant());

    private static T? Parse<T>(ArgumentResult argument, string name)
        where T : struct, Enum
    {
        // Not by number: TryParse takes those too.
        var text = argument.Tokens is [var token] ? token.Value : "";
        if (Words<T>().Contains(text.ToLowerInvariant())) return Enum.Parse<T>(text, ignoreCase: true);

        argument.AddError($"'{text}' is not possible for {name}: {List<T>()}.");
        return null;
    }

    private static TOption Offering<T, TOption>(TOption option)
        where T : struct, Enum
        where TOption : Option
    {
        Offer<T>(option.CompletionSources);
        return option;
    }

    /// <summary>The library's own are the names as they are spelled in C#, beside these.</summary>
    private static void Offer<T>(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources)
        where T : struct, Enum
    {
        sources.Clear();
        sources.Add([.. Words<T>()]);
    }
}
