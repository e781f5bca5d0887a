namespace TradingPlatform.TradingApi.Tests;

/// <summary>A rollout of the platform's history: which build takes the place of which, and what the schema does meanwhile.</summary>
internal sealed record Release
{
    /// <summary>The project of the build that serves before.</summary>
    public required string Old { get; init; }

    /// <summary>The project of the build that serves after.</summary>
    public required string New { get; init; }

    /// <summary>The newest migration of the database before.</summary>
    public required string Before { get; init; }

    /// <summary>The target of <c>up</c>: as far as the new build knows expand migrations.</summary>
    public required string Up { get; init; }

    /// <summary>The contract migrations that <c>complete</c> applies.</summary>
    public required IReadOnlyList<string> Contracts { get; init; }

    /// <summary>The backfills that those need.</summary>
    public required IReadOnlyList<string> Backfills { get; init; }

    /// <summary>Whether dual writes bring all that programs of before write into the new form.</summary>
    public bool IsInStep { get; init; }

    /// <summary>Whether no later release follows, whose contract migrations <c>complete</c> would find waiting.</summary>
    public bool IsLast { get; init; }

    /// <summary>How a user with the parameters id, public_id, email, hash, name and is_admin was written before.</summary>
    public required string AddUser { get; init; }

    /// <summary>Rows of before, for the backfills.</summary>
    public required string AddRows { get; init; }

    /// <summary>What the desk's programs of the old release write, each a transaction; parameters n (a number of its own) and user_id.</summary>
    public required IReadOnlyList<string> OldWrites { get; init; }

    /// <summary>The same of the new release.</summary>
    public required IReadOnlyList<string> NewWrites { get; init; }
}
