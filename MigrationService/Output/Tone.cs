namespace TradingPlatform.MigrationService;

/// <summary>What a text means, for the terminal to colour it.</summary>
internal enum Tone
{
    /// <summary>Neither of the others.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Something is left to do.</summary>
    Notice,

    /// <summary>Something happens right now.</summary>
    Active,

    /// <summary>Something is wrong or would be lost.</summary>
    Bad,

    /// <summary>Beside the point.</summary>
    Muted,
}
