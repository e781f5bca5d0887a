namespace TradingPlatform.Testing;

/// <summary>One migration of <see cref="BusyContext"/>.</summary>
/// <param name="Migration">Its id.</param>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="IsLong">Whether its plain form holds a lock for as long as it reads, builds or writes the table.</param>
/// <param name="IsEveryRow">Whether it writes every row once, in place: what it takes is compared with one UPDATE.</param>
/// <param name="IsRewrite">Whether its plain form writes the table anew: what it takes is compared with that.</param>
public sealed record BusyChange(string Migration, string Name, bool IsLong = true, bool IsEveryRow = false, bool IsRewrite = false);
