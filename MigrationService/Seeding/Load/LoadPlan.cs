namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>What the load profile is asked for.</summary>
/// <param name="Trades">
/// Rows of execution.trades that shall be there at the end. Made whole to round trips of <see cref="LoadShape.TradesPerTrip"/> trades, upwards.
/// </param>
/// <param name="Connections">Sessions that write at a time, from 1 to <see cref="MostConnections"/>.</param>
/// <param name="HashedPassword">With which every trader of the load signs in, hashed as the platform does.</param>
internal sealed record LoadPlan(long Trades, int Connections, string HashedPassword)
{
    /// <summary>The trades where nobody says how many.</summary>
    public const long DefaultTrades = 1_000_000;

    /// <summary>The sessions where nobody says how many: one copies while another commits.</summary>
    public const int DefaultConnections = 2;

    public const int MostConnections = 16;

    /// <summary>The round trips that <see cref="Trades"/> needs.</summary>
    public long Trips => (Trades + LoadShape.TradesPerTrip - 1) / LoadShape.TradesPerTrip;

    /// <summary>The chunks that <see cref="Trips"/> needs; the last may be a part of one.</summary>
    public int Chunks => (int)((Trips + LoadShape.TripsPerChunk - 1) / LoadShape.TripsPerChunk);

    /// <summary>How many of a chunk's round trips belong to the plan.</summary>
    public int TripsOf(int chunk) => (int)Math.Min(LoadShape.TripsPerChunk, Trips - ((long)chunk * LoadShape.TripsPerChunk));
}
