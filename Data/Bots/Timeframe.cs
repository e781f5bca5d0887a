using System.Text.Json.Serialization;

namespace TradingPlatform.Data;

/// <summary>The length of the candles a bot looks at.</summary>
public enum Timeframe
{
    /// <summary>5 minutes.</summary>
    [StoredAs("5m")]
    [JsonStringEnumMemberName("5m")]
    FiveMinutes,

    /// <summary>15 minutes.</summary>
    [StoredAs("15m")]
    [JsonStringEnumMemberName("15m")]
    FifteenMinutes,

    /// <summary>30 minutes.</summary>
    [StoredAs("30m")]
    [JsonStringEnumMemberName("30m")]
    ThirtyMinutes,

    /// <summary>1 hour.</summary>
    [StoredAs("1h")]
    [JsonStringEnumMemberName("1h")]
    OneHour,

    /// <summary>4 hours.</summary>
    [StoredAs("4h")]
    [JsonStringEnumMemberName("4h")]
    FourHours,

    /// <summary>1 day.</summary>
    [StoredAs("1d")]
    [JsonStringEnumMemberName("1d")]
    OneDay,
}
