using System.CommandLine;
using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>Options that take a whole number; what is none, or too small, is answered with what is meant.</summary>
internal static class NumberOption
{
    /// <param name="name">The option, with its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="least">The smallest number that makes sense.</param>
    /// <param name="what">What the number counts, such as "entries"; the help's name of it too.</param>
    /// <param name="aliases">Other spellings of the option.</param>
    public static Option<int?> Of(string name, string description, int least, string what, params string[] aliases) => new(name, aliases)
    {
        Description = description,
        HelpName = what,
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least) return number;

            argument.AddError($"'{text}' is not possible for {name}: give a number of {what}, from {least}.");
            return null;
        },
    };
}
