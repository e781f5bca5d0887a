namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Whether the rows of a range are changed in turns, each a transaction of its own: a fourth of each page, then the next. What the first turn has
/// left of a page, when it is committed, makes room for the rows of the next ones, which then stay on their page and need no entries in indexes.
/// </summary>
/// <remarks>docs/decisions/0029-a-backfill-takes-turns.md</remarks>
internal sealed class BackfillTurns
{
    /// <summary>The turns of a range; a power of two. The first moves its rows to other pages, the others need not.</summary>
    public const int Count = 4;

    /// <summary>Below it, in rows of a transaction, the statements would cost more than the turns spare.</summary>
    public const int FewestRows = 16;

    /// <summary>The function that tells the turn of a row exists since.</summary>
    public const int FirstVersion = 14;

    /// <summary>In ranges: how long they are done at once where turns spare nothing, before it is tried again.</summary>
    private const int Rest = 50;

    /// <summary>In ranges: how often it is asked whether turns spare something.</summary>
    private const int Interval = 8;

    /// <summary>In ranges, one after the other: how many in which turns spared nothing show that it is no passing transaction which keeps what is dead.</summary>
    private const int Patience = 3;

    private int _ranges;
    private int _vain;
    private int _rest;

    /// <summary>Whether turns are taken: they spare something as far as is known.</summary>
    public bool AreTaken => _rest == 0;

    /// <summary>Whether it is time to ask.</summary>
    public bool AreDue => _vain > 0 || _ranges % Interval == 0;

    /// <summary>Whether so many rows of a range needed it that turns spare more than it costs to read the others in each of them.</summary>
    public static bool IsDense(long changed, long walked) => changed * 2 >= walked;

    /// <summary>A range was done at once.</summary>
    public void Skipped()
    {
        if (_rest > 0) _rest--;
    }

    /// <summary>A range was done in turns.</summary>
    /// <param name="changes">The changes of the last turn, and how many of them stayed on their page; null where it was not asked.</param>
    public void Taken((long All, long OnTheirPage)? changes)
    {
        _ranges++;
        if (changes is not var (all, staying)) return;

        // An old snapshot keeps what the turn before has left, a transaction that writes does so even in another database, or an index is of a column that changes.
        _vain = staying * 2 >= all ? 0 : _vain + 1;
        if (_vain < Patience) return;

        // After the rest a single range decides.
        (_rest, _ranges, _vain) = (Rest, 0, Patience - 1);
    }
}
