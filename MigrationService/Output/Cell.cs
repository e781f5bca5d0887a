namespace TradingPlatform.MigrationService;

/// <summary>A text and what it means. Plain text converts by itself.</summary>
internal readonly record struct Cell(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Cell(string text) => new(text);

    /// <summary>As Spectre's markup.</summary>
    public string Markup()
    {
        var text = Spectre.Console.Markup.Escape(Text);
        return Tone switch
        {
            Tone.Good => $"[green]{text}[/]",
            Tone.Notice => $"[yellow]{text}[/]",
            Tone.Active => $"[blue]{text}[/]",
            Tone.Bad => $"[red]{text}[/]",
            Tone.Muted => $"[grey]{text}[/]",
            _ => text,
        };
    }
}
