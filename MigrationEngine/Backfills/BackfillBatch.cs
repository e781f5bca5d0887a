using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The rows of one batch of a <see cref="CodeBackfill"/>, locked until its transaction ends.</summary>
/// <param name="Connection">The session with the batch's transaction, for statements of the backfill's own. Not to be committed, rolled back or closed.</param>
/// <param name="Rows">The rows, in the order of the primary key; at least one.</param>
public sealed record BackfillBatch(NpgsqlConnection Connection, IReadOnlyList<BackfillRow> Rows);
