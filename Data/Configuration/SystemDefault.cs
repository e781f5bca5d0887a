namespace TradingPlatform.Data;

/// <summary>One key of the platform's configuration as it is delivered.</summary>
/// <param name="Key">The key of its <see cref="SystemSetting"/>.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Value">Its fields and their defaults: a JSON object.</param>
public sealed record SystemDefault(string Key, string Description, string Value);
