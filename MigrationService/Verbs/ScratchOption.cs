using System.CommandLine;

namespace TradingPlatform.MigrationService;

/// <summary>The option of every verb that builds a schema to compare with.</summary>
internal static class ScratchOption
{
    public static Option<string?> Scratch { get; } = new("--scratch")
    {
        Description = "The server on which the scratch database is made, as a connection. Default: ConnectionStrings__scratch, or the database's own server.",
    };
}
