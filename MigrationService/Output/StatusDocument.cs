using System.Text.Json;
using System.Text.Json.Serialization;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The status for programs. Property names are a contract: add, never rename.</summary>
internal static class StatusDocument
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(SchemaStatus status) => Console.WriteLine(JsonSerializer.Serialize(
        new
        {
            verdict = status.ExitCode,
            exitCode = (int)status.ExitCode,
            message = StatusTable.Verdict(status),
            status.ServerVersion,
            status.Applied,
            status.Pending,
            status.Unknown,
            status.Unfinished,
            status.Holder,
        },
        Format));
}
