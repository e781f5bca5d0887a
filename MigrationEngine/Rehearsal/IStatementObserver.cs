using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Looks at a run from between its statements. What runs, and in which order, stays the run's.</summary>
internal interface IStatementObserver
{
    /// <summary>
    /// SQL at the end of a statement that commits together with its journal entry: it still sees what the statement holds. Begins with a
    /// semicolon, or is empty.
    /// </summary>
    string BeforeCommitSql { get; }

    /// <summary>Runs one statement, looking before and after. A repeated step is observed again.</summary>
    /// <param name="statement">What runs.</param>
    /// <param name="connection">The run's connection; in the open transaction where the step is transactional.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    Task ObserveAsync(ObservedStatement statement, NpgsqlConnection connection, Func<Task> run, CancellationToken cancellationToken);
}
