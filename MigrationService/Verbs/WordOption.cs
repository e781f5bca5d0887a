using System.CommandLine;

namespace TradingPlatform.MigrationService;

/// <summary>Options that take one of a few words.</summary>
internal static class WordOption
{
    /// <summary>An option of the enumeration's names, in lower case; another word is answered with the list of them.</summary>
    public static Option<T> Of<T>(string name, string description, T byDefault)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(word => word.ToLowerInvariant()).ToList();
        var option = new Option<T>(name)
        {
            Description = $"{description}: {string.Join(", ", words)}.",
            HelpName = "word",
            DefaultValueFactory = _ => byDefault,
            CustomParser = argument =>
            {
                // Not by number: TryParse takes those too.
                var text = argument.Tokens is [var token] ? token.Value : "";
                if (words.Contains(text.ToLowerInvariant())) return Enum.Parse<T>(text, ignoreCase: true);

                argument.AddError($"'{text}' is not possible for {name}: {string.Join(", ", words)}.");
                return byDefault;
            },
        };
        // The library's own are the names as they are spelled in C#, beside these.
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. words]);
        return option;
    }
}
