using Microsoft.EntityFrameworkCore.Infrastructure;

namespace TradingPlatform.MigrationEngine;

/// <summary>What each entry of the journal says of the process that wrote it. Asked once: the system reads files for it, and EF Core attributes.</summary>
internal static class ThisProcess
{
    /// <summary>The operating system's user.</summary>
    public static string UserName { get; } = Environment.UserName;

    /// <summary>EF Core's version, as its history table has it.</summary>
    public static string ProductVersion { get; } = ProductInfo.GetVersion();
}
