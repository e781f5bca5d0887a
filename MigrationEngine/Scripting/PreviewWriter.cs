using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Puts a plan into the statements that <see cref="MigrationRun"/> and its parts would send, in their order.</summary>
internal sealed class PreviewWriter(NpgsqlConnection connection, SchemaDefinition definition, MigrationEngineOptions options)
{
    private readonly HistoryTable _history = definition.History;
    private bool _hasBackfills;
    private readonly ContractedRecord _contracted = new(definition.History, definition.Graph);

    public async Task<IReadOnlyList<PreviewStatement>> PreparationAsync(MigrationPlan plan, bool isAlone, CancellationToken cancellationToken)
    {
        var statements = new List<PreviewStatement>();
        var columns = await JournalColumns.ReadAsync(connection, cancellationToken);
        if (isAlone && columns.Exists && await AskAsync("SELECT EXISTS (SELECT FROM migration.journal WHERE outcome = 'running')", cancellationToken))
            statements.Add(new(JournalWriter.MarkInterruptedSql));
        if (plan.Migrations.Count == 0 && plan.Squashes.Count == 0) return statements;

        if (await AskAsync($"SELECT to_regclass({PsqlText.Literal(_history.Name)}) IS NULL", cancellationToken)) statements.Add(new(_history.CreateSql));
        if (!columns.IsCurrent) statements.Add(new(columns.CreateSql));
        var applied = (await _history.ReadAsync(connection, cancellationToken)).Select(row => row.Id).ToHashSet();
        foreach (var squash in plan.Squashes)
        {
            statements.AddRange(squash.Replaced.Select(id => new PreviewStatement(_history.RemoveSql, [id])));
            if (!applied.Contains(squash.Id)) statements.Add(new(_history.AddSql, [squash.Id, ThisProcess.ProductVersion]));
        }

        return statements;
    }

    public async Task<IReadOnlyList<PreviewMigration>> MigrationsAsync(MigrationPlan plan, CancellationToken cancellationToken)
    {
        var last = (await JournalTable.ReadLastOfEachAsync(connection, _history, cancellationToken)).ToDictionary(entry => entry.MigrationId);
        _hasBackfills = (await JournalColumns.ReadAsync(connection, cancellationToken)).HasBackfills;
        var migrations = new List<PreviewMigration>();
        foreach (var migration in plan.Migrations)
        {
            var chain = StepChain.Of(migration);
            var earlier = last.GetValueOrDefault(migration.Id);
            var resumed = ResumePoint.After(migration, chain, earlier);
            var statements = new StepStatements(connection, migration, entry: 0, chain, options) { IsFollowed = !ReferenceEquals(migration, plan.Migrations[^1]) };
            var steps = new List<PreviewStep>();
            for (var index = resumed.StepsDone; index < migration.Steps.Count; index++)
            {
                var open = index == resumed.StepsDone ? resumed.OpenStep : null;
                if (open is OpenStep.Begun or OpenStep.Unknown && LooseStatement.In(migration.Steps[index].Statements[0]) is { Mark: OpenStep.Unknown })
                    throw RunFailure.EffectUnknown(migration, index, earlier!.Id);
                if (plan.IsForNobody && open is null && !statements.AreSentApart && StepGroup.At(migration, index) is { } group)
                {
                    var sent = Transaction(statements, index, group.Last, group.Statements.Select(statement => statement.Sql));
                    steps.Add(new PreviewStep(index + 1, IsTransactional: true, sent) { LastNumber = group.Last + 1 });
                    index = group.Last;
                    continue;
                }

                steps.Add(new PreviewStep(
                    index + 1,
                    migration.Steps[index].IsTransactional,
                    migration.Steps[index].IsTransactional ? Transaction(statements, index, index, migration.Steps[index].Statements) : await LooseAsync(statements, index, open, cancellationToken)));
            }

            migrations.Add(new PreviewMigration(migration.Id, migration.Steps.Count, resumed.StepsDone, new(JournalWriter.StartSql), steps));
        }

        return migrations;
    }

    private List<PreviewStatement> Transaction(StepStatements statements, int first, int index, IEnumerable<string> own)
    {
        var migration = statements.Migration;
        var result = new List<PreviewStatement> { new(statements.LimitsSql(index)) };
        result.AddRange(own.Select(sql => new PreviewStatement(sql)));
        if (first == 0 && migration.Direction == MigrationDirection.Up && _contracted.IsContraction(migration.Id)) result.Add(Of(_contracted.Add(migration.Id)));
        if (index < migration.Steps.Count - 1)
        {
            result.Add(Entry(statements.DoneSql(index)));
            return result;
        }

        if (migration.Direction == MigrationDirection.Down && _contracted.IsContraction(migration.Id)) result.Add(Of(_contracted.Remove(migration.Id)));
        result.Add(migration.Direction == MigrationDirection.Up
            ? new(_history.AddSql, [migration.Id, ThisProcess.ProductVersion])
            : new(_history.RemoveSql, [migration.Id]));
        if (_hasBackfills && migration.Direction == MigrationDirection.Down) result.Add(new(BackfillTable.ForgetSql, [migration.Id]));
        result.Add(new(JournalWriter.SucceedSql, [":entry"]));
        return result;
    }

    private async Task<IReadOnlyList<PreviewStatement>> LooseAsync(StepStatements statements, int index, OpenStep? open, CancellationToken cancellationToken)
    {
        var sql = statements.Migration.Steps[index].Statements[0];
        var loose = LooseStatement.In(sql);
        var done = Entry(statements.DoneSql(index));
        if (open == OpenStep.Done) return [done];

        var result = new List<PreviewStatement>();
        if (index == 0 && statements.Migration.Direction == MigrationDirection.Up && _contracted.IsContraction(statements.Migration.Id))
            result.Add(Of(_contracted.Add(statements.Migration.Id)));
        if (loose is not null)
        {
            var wasBegun = open is OpenStep.Begun or OpenStep.Unknown;
            var questions = LooseQuestions.Of(loose, wasBegun ? "true" : "false");
            if (questions.Repairs is { } repairs) result.AddRange(await ReadAsync(repairs, cancellationToken));
            if (await AskAsync($"SELECT {questions.IsDone}", cancellationToken)) return [.. result, done];
        }

        result.Add(new(StepStatements.Timeouts("SET", StatementLimits.Of(options, loose, sql))));
        if (loose is null)
        {
            result.Add(Entry($"{sql.TrimEnd().TrimEnd(';')}\n;\n{statements.DoneSql(index, loose)}"));
        }
        else
        {
            result.Add(Entry(statements.BeginLooseSql(index, loose.Mark)));
            result.AddRange(SqlStatements.Split(sql).Select(statement => new PreviewStatement(statement)));
            result.Add(Entry(statements.DoneSql(index, loose)));
        }

        result.Add(new("RESET lock_timeout; RESET statement_timeout"));
        return result;
    }

    private static PreviewStatement Of(NpgsqlBatchCommand command) =>
        new(command.CommandText, [.. command.Parameters.Select(parameter => (string)parameter.Value!)]);

    /// <summary>The number of a journal row that does not exist yet.</summary>
    private static PreviewStatement Entry(string sql) => new(sql.EndsWith("id = 0", StringComparison.Ordinal) ? string.Concat(sql.AsSpan(0, sql.Length - 1), ":entry") : sql);

    private async Task<bool> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<IReadOnlyList<PreviewStatement>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var statements = new List<PreviewStatement>();
        while (await reader.ReadAsync(cancellationToken)) statements.Add(new(reader.GetString(0)));
        return statements;
    }
}
