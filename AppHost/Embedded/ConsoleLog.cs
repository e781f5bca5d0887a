namespace TradingPlatform.AppHost;

/// <summary>The console: every line prefixed with the resource it comes from, coloured on a terminal, plain when piped or with NO_COLOR.</summary>
internal sealed class ConsoleLog(TextWriter output, bool colours)
{
    private const string Own = "apphost";
    private const string Reset = "\e[0m";
    private const string Red = "\e[31m";
    private const string Bold = "\e[1m";
    private static readonly string[] Palette = ["\e[36m", "\e[33m", "\e[35m", "\e[32m", "\e[34m"];

    private readonly Dictionary<string, string> colourOf = new() { [Own] = Bold };
    private readonly Lock gate = new();

    public static ConsoleLog ForThisTerminal() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Say(string line) => Write(Own, line, failure: false);

    public void Fail(string line) => Write(Own, line, failure: true);

    public void Relay(string resource, string line) => Write(resource, line, failure: false);

    /// <summary>Text without a prefix, such as the table.</summary>
    public void Block(string text)
    {
        lock (gate)
            output.WriteLine(text);
    }

    private void Write(string resource, string line, bool failure)
    {
        lock (gate)
        {
            if (!colours)
            {
                output.WriteLine($"{resource,-10} | {line}");
                return;
            }

            if (!colourOf.TryGetValue(resource, out var colour))
                colourOf[resource] = colour = Palette[(colourOf.Count - 1) % Palette.Length];
            output.WriteLine($"{colour}{resource,-10} |{Reset} {(failure ? Red + line + Reset : line)}");
        }
    }
}
