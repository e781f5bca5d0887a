using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The answer of a verb for programs: one document on standard output. docs/cli.md lists the shapes: add properties, never rename one.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },

        // SQL and sentences stay readable; nothing of it is embedded in a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes <paramref name="document"/> with camelCase names, enums as camelCase strings, and durations as "hh:mm:ss".</summary>
    public static void Write(object document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, Format));

    /// <summary>The document in place of the answer. Standard error has the sentence too.</summary>
    public static void WriteFailure(MigrationExitCode exitCode, string error) => Write(new { verdict = exitCode, exitCode = (int)exitCode, error });
}
