namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>
/// Chance that has no state: what is drawn follows from the position alone, so that every row can be made without those before it, by
/// any thread, and is the same on every machine. The finalizer of SplitMix64.
/// </summary>
internal static class LoadChance
{
    private const ulong Seed = 20_260_105;

    /// <summary>64 random bits for a position in a sequence.</summary>
    /// <param name="sequence">What is drawn: each use has a sequence of its own.</param>
    /// <param name="position">Which one.</param>
    public static ulong Bits(int sequence, long position)
    {
        var bits = unchecked((Seed + ((ulong)sequence << 48) + (ulong)position) * 0x9E3779B97F4A7C15);
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }

    /// <summary>A number from 0 to <paramref name="below"/> - 1.</summary>
    public static int Number(int sequence, long position, int below) => (int)(((Bits(sequence, position) >> 32) * (ulong)below) >> 32);
}
