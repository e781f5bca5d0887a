namespace TradingPlatform.Data;

/// <summary>What is shown of a credential.</summary>
public static class SecretMask
{
    private const int Shown = 4;

    /// <summary>The last four characters behind dots; of one that is shorter than twelve characters, the dots alone.</summary>
    public static string Of(string secret) => secret.Length < 3 * Shown ? "••••" : $"••••{secret[^Shown..]}";
}
