namespace TradingPlatform.ServiceDefaults;

/// <summary>A checked <see cref="PageRequest"/>.</summary>
/// <param name="List">The list's name, which its cursors carry.</param>
/// <param name="Limit">How many rows the page has at most.</param>
/// <param name="After">The row that the page comes after; null for the first page.</param>
public sealed record PageStart(string List, int Limit, Cursor? After)
{
    /// <summary>How many rows to read: one more than the page has, which tells whether there is a next page.</summary>
    public int Take => Limit + 1;

    /// <summary>Makes the page of the rows that were read.</summary>
    /// <param name="rows">Up to <see cref="Take"/> rows in the list's order.</param>
    /// <param name="cursor">The sort key of a row.</param>
    public Page<T> ToPage<T>(List<T> rows, Func<T, Cursor> cursor)
    {
        if (rows.Count <= Limit)
            return new Page<T>(rows, NextCursor: null);

        rows.RemoveRange(Limit, rows.Count - Limit);
        return new Page<T>(rows, cursor(rows[^1]).Encode(List));
    }
}
