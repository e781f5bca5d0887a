namespace TradingPlatform.Data;

/// <summary>Cuts an order into slices whose quantities sum to its own, exactly.</summary>
public static class OrderSlicing
{
    /// <summary>The quantities of the slices, in whole lots, as equal as lots allow; the larger ones first.</summary>
    /// <param name="qty">The parent's quantity; a multiple of <paramref name="lot"/>, above zero.</param>
    /// <param name="slices">How many; at least one, and not more than there are lots.</param>
    /// <param name="lot">The smallest quantity that the market takes. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It cannot be cut so.</exception>
    public static IReadOnlyList<decimal> Split(decimal qty, int slices, decimal lot = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(qty);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(slices);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(lot);
        if (qty % lot != 0) throw new ArgumentOutOfRangeException(nameof(qty), qty, $"{qty} is no multiple of the lot {lot}.");

        var lots = qty / lot;
        if (lots < slices) throw new ArgumentOutOfRangeException(nameof(slices), slices, $"{qty} has {lots} lots of {lot}, too few for {slices} slices.");

        var each = decimal.Floor(lots / slices);
        var larger = lots - each * slices;
        return [.. Enumerable.Range(0, slices).Select(slice => (each + (slice < larger ? 1 : 0)) * lot)];
    }

    /// <summary>Whether slices are the whole of their parent: as many as it says, numbered from 0 without a gap, their quantities its own.</summary>
    /// <param name="parent">The order that is sliced.</param>
    /// <param name="slices">Its slices, in any order.</param>
    public static bool IsWhole(Order parent, IReadOnlyCollection<Order> slices) =>
        slices.Count == parent.TotalSlices
        && slices.All(slice => slice.ParentOrderId == parent.ClientOrderId)
        && slices.Select(slice => slice.SliceNum).Order().SequenceEqual(Enumerable.Range(0, slices.Count).Select(number => (int?)number))
        && slices.Sum(slice => slice.Qty) == parent.Qty;
}
