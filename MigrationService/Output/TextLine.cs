using Spectre.Console;

namespace TradingPlatform.MigrationService;

/// <summary>One line for people, coloured on a terminal.</summary>
internal static class TextLine
{
    public static void Write(params Cell[] parts)
    {
        if (Terminal.IsOutput) AnsiConsole.Console.Write(new Markup(string.Concat(parts.Select(part => part.Markup())) + "\n") { Overflow = Overflow.Fold });
        else Console.Out.WriteLine(string.Concat(parts.Select(part => part.Text)));
    }

    /// <summary>A heading over what follows, after an empty line.</summary>
    public static void Heading(string text)
    {
        Console.Out.WriteLine();
        if (Terminal.IsOutput) AnsiConsole.MarkupLine($"[bold]{Markup.Escape(text)}[/]");
        else Console.Out.WriteLine(text);
    }
}
