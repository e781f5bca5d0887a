using System.ComponentModel.DataAnnotations;

namespace TradingPlatform.Identity;

/// <summary>How long tokens live and how often one may guess: section <c>Identity</c> of the configuration.</summary>
public sealed class IdentityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Identity";

    /// <summary>How long an access token is good for. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a refresh token is good for; each refresh starts this time anew. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many sign-ins one address may try for one e-mail address within a minute. Default 10.</summary>
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>
    /// How many sign-ins one address may try within a minute, whatever the e-mail addresses. Default 100: offices share an address.
    /// </summary>
    [Range(1, 100_000)]
    public int SignInsPerMinuteAndAddress { get; set; } = 100;
}
