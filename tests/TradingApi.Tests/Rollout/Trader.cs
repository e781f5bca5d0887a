using TradingPlatform.Data;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>Somebody who signs in over and over while a rollout goes on.</summary>
internal sealed record Trader(UserId Id, string PublicId, string Email, string Name, bool IsAdmin);
