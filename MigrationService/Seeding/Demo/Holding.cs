namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What somebody holds of a symbol while the trades are booked.</summary>
internal sealed class Holding
{
    /// <summary>Below zero: short.</summary>
    public decimal Qty { get; private set; }

    /// <summary>What it had cost; below zero: what the short sale brought.</summary>
    public decimal Cost { get; private set; }

    public decimal Realized { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Books a purchase, or a sale as a quantity below zero.</summary>
    /// <returns>What it realized, the commission taken off.</returns>
    public decimal Book(decimal qty, decimal price, decimal commission, DateTimeOffset at)
    {
        var closing = Qty * qty < 0 ? Math.Sign(qty) * Math.Min(Math.Abs(qty), Math.Abs(Qty)) : 0;
        var released = closing == 0 ? 0 : closing == -Qty ? -Cost : decimal.Round(Cost * closing / Qty, 4);

        // A sale brings what it is sold for, less what that part had cost; a purchase that closes a short one, the reverse.
        var realized = -(closing * price) + released - commission;
        Cost += released + ((qty - closing) * price);
        Qty += qty;
        Realized += realized;
        LastAt = at;
        return realized;
    }
}
