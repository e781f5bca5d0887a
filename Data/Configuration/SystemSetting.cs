using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>
/// A part of the platform's configuration that operators change while it runs. <c>system.system_configuration</c>. Which keys there are, with
/// which defaults, is <see cref="SystemDefaults"/>: every environment is seeded with those that it lacks.
/// </summary>
public sealed class SystemSetting
{
    /// <summary>Key, in lower_snake, at most 100 characters, e.g. <c>position_limits</c>.</summary>
    public required string Key { get; init; }

    /// <summary>A JSON object.</summary>
    public required JsonElement Value { get; set; }

    /// <summary>What it is for, for people.</summary>
    public string? Description { get; set; }

    /// <summary>Who changed it last; null: the seed, or somebody who is gone.</summary>
    public UserId? UpdatedBy { get; set; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): operators edit side by side.</summary>
    public uint Version { get; private set; }
}
