namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>Something that is traded.</summary>
/// <param name="Number">Which one.</param>
/// <param name="Symbol">Its name.</param>
/// <param name="Currency">In what it is paid.</param>
/// <param name="Price">Around which its price moves, in ten-thousandths.</param>
/// <param name="Tick">Of which every price is a multiple, in ten-thousandths.</param>
internal sealed record LoadListing(int Number, string Symbol, string Currency, long Price, int Tick);
