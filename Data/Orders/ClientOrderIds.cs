using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.Data;

/// <summary>
/// Ids of orders, made from what is ordered: the same decision on the same day has the same id, so that a submission that is repeated after
/// a lost answer meets the row, and the broker the order, that are there already.
/// </summary>
public static class ClientOrderIds
{
    /// <summary>Hexadecimal digits of an id.</summary>
    public const int Length = 24;

    private const char Separator = '|';

    /// <summary>The id of an order: the first 24 digits of SHA-256 over <c>symbol|side|qty|limit price|strategy|date</c>.</summary>
    /// <param name="symbol">What is traded; the same in either case of letters.</param>
    /// <param name="side">Buy or sell.</param>
    /// <param name="qty">How many: 10 and 10.00 are the same.</param>
    /// <param name="limitPrice">The limit; null for an order without one.</param>
    /// <param name="strategyId">Who decided.</param>
    /// <param name="day">The trading day.</param>
    /// <exception cref="ArgumentException">The symbol or the strategy is empty or holds a <c>|</c>, which would make two orders one.</exception>
    public static string Of(string symbol, OrderSide side, decimal qty, decimal? limitPrice, string strategyId, DateOnly day) => Hash(
        Part(symbol).ToUpperInvariant(),
        side == OrderSide.Buy ? "buy" : "sell",
        Number(qty),
        limitPrice is { } price ? Number(price) : "",
        Part(strategyId),
        day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The id of a slice. Slices of one order have the same symbol, side and often quantity: what they differ in is their number.</summary>
    /// <param name="parentOrderId">The order that is sliced.</param>
    /// <param name="sliceNum">Which slice, from 0.</param>
    /// <exception cref="ArgumentException">The parent's id is empty or holds a <c>|</c>, or the number is below zero.</exception>
    public static string OfSlice(string parentOrderId, int sliceNum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sliceNum);
        return Hash(Part(parentOrderId), "slice", sliceNum.ToString(CultureInfo.InvariantCulture));
    }

    private static string Hash(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(Separator, parts))))[..Length];

    private static string Part(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return text.Contains(Separator, StringComparison.Ordinal) ? throw new ArgumentException($"'{text}' holds a '{Separator}', which separates the parts of an order's id.", nameof(text)) : text.Trim();
    }

    // Without the zeros that say nothing: a decimal remembers how it was written.
    private static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
