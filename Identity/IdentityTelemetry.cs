using System.Diagnostics.Metrics;

namespace TradingPlatform.Identity;

/// <summary>The numbers that show somebody guessing passwords.</summary>
internal static class IdentityTelemetry
{
    /// <summary>The meter's name.</summary>
    public const string Name = "TradingPlatform.Identity";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> SignIns =
        Meter.CreateCounter<long>("identity.sign_ins", "{attempt}", "Attempts to sign in, by outcome.");

    private static readonly Counter<long> Refreshes =
        Meter.CreateCounter<long>("identity.refreshes", "{attempt}", "Attempts to continue a session, by outcome.");

    public static void SignIn(string outcome) => SignIns.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public static void Refresh(string outcome) => Refreshes.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
