using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Finds out in one round trip, before anything of EF Core is built, that a run would have nothing to do. Answers yes only where that is
/// certain; everything else, a failure included, is for the ordinary run to meet and to explain.
/// </summary>
/// <remarks>
/// It takes no lock: it reads one snapshot in which every migration of the build is applied, none is unfinished and nobody holds the
/// migration lock. A run that begins afterwards might as well have begun after the end of this one.
/// docs/decisions/0012-nothing-to-do-is-found-out-first.md
/// </remarks>
public static class NothingPending
{
    /// <summary>In seconds. Who does not answer at once is waited for by the ordinary run, which says so.</summary>
    private const int Patience = 3;

    /// <summary>What no migration is called: its row stands for "not certain".</summary>
    private const string Doubt = "-";

    /// <summary>Whether exactly the build's migrations are applied, end in one head, and no run is under way or was left half-done.</summary>
    /// <param name="database">The database. Its pooling and its timeouts are not used.</param>
    /// <param name="build">Reads the migrations of the build: meanwhile the database is asked.</param>
    /// <param name="historySchema">The schema of EF's history table.</param>
    /// <param name="historyTable">The name of EF's history table.</param>
    /// <param name="condition">An SQL condition that must hold as well.</param>
    /// <exception cref="NpgsqlException">There is no answer: not a certain one either.</exception>
    /// <exception cref="MigrationException">The build's migrations contradict each other.</exception>
    public static bool IsCertain(
        NpgsqlConnectionStringBuilder database, Func<MigrationGraph> build, string historySchema, string historyTable, string condition = "true")
    {
        var reading = Task.Run(build);
        var answer = Ask(database, Question(historySchema, historyTable, condition));

        // The caller is the whole program and has nothing else to do: there is no thread to give back.
        var graph = reading.GetAwaiter().GetResult();
        return graph.Heads.Count == 1 && new HashSet<string>(graph.Ids, StringComparer.Ordinal).SetEquals(answer);
    }

    private static List<string> Ask(NpgsqlConnectionStringBuilder database, string question)
    {
        // Everything that a connection could do besides, such as learning the types of the database, costs more than the question.
        var builder = new NpgsqlSlimDataSourceBuilder(Lean(database)).EnableTransportSecurity();
        using var source = builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
        using var connection = source.OpenConnection();

        // As text and not as rows: reading rows would set up the mapping of every type that the driver knows.
        using var answer = connection.BeginTextExport(question);
        var lines = new List<string>();
        while (answer.ReadLine() is { } line) lines.Add(line);
        return lines;
    }

    private static string Question(string historySchema, string historyTable, string condition) =>
        $"""
        COPY (
            SELECT "MigrationId" FROM {Sql.Qualified(historySchema, historyTable)}
            UNION ALL
            SELECT '{Doubt}' WHERE ({condition}) IS NOT TRUE
                OR EXISTS (SELECT FROM pg_locks AS lock WHERE {AdvisoryLock.IsLock})
                OR EXISTS (
                    SELECT FROM migration.journal AS entry
                    WHERE outcome <> 'succeeded'
                    AND NOT EXISTS (
                        -- Through JSON, because the journal of an older engine lacks the column.
                        SELECT FROM migration.journal AS later WHERE later.migration_id = entry.migration_id AND later.id > entry.id
                        AND to_jsonb(later) ->> 'history_table' IS NOT DISTINCT FROM to_jsonb(entry) ->> 'history_table'))
        ) TO STDOUT
        """;

    private static string Lean(NpgsqlConnectionStringBuilder database)
    {
        var lean = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            Timeout = Patience,
            CommandTimeout = Patience,
        };

        Kerberos.SkipWhereAbsent(lean);
        return lean.ConnectionString;
    }
}
