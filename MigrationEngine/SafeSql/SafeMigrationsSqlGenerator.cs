using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Writes migrations so that a busy database goes on working while they run: what would hold a strong lock while it reads, builds or
/// rewrites is split into short locks and long work that blocks nobody. Long work is a command outside of a transaction that may be
/// repeated, so that EF Core's own migrator and scripts can run it too.
/// </summary>
/// <remarks>
/// Not rewritten: what concerns a table created in the same Up or Down, and what is exempt (<see cref="SafetyExemptions"/>). What cannot be
/// made safe by writing it differently stays as it is, and <c>lint</c> reports it.
/// </remarks>
public class SafeMigrationsSqlGenerator : NpgsqlMigrationsSqlGenerator
{
    private const string Concurrently = "Npgsql:CreatedConcurrently";
    private const string WithoutOverlaps = "Npgsql:WithoutOverlaps";
    private const string ValueGeneration = "Npgsql:ValueGenerationStrategy";

    private SafetyScope _scope = new([]);
    private bool _isForEngine;

    /// <summary>Made by EF Core.</summary>
#pragma warning disable EF1001 // The provider's own generator has no other constructor to derive from.
    public SafeMigrationsSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions npgsqlSingletonOptions)
        : base(dependencies, npgsqlSingletonOptions)
#pragma warning restore EF1001
    {
    }

    /// <summary>The generator of a context, whatever its options say.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: the context has a generator of its own.</exception>
    internal static SafeMigrationsSqlGenerator Of(DbContext context)
    {
        var registered = context.GetService<IMigrationsSqlGenerator>();
        if (registered is SafeMigrationsSqlGenerator safe) return safe;
        if (registered.GetType() == typeof(NpgsqlMigrationsSqlGenerator))
        {
#pragma warning disable EF1001 // The provider's own generator is made of the same.
            return new(context.GetService<MigrationsSqlGeneratorDependencies>(), context.GetService<INpgsqlSingletonOptions>());
#pragma warning restore EF1001
        }

        throw new MigrationException(
            MigrationExitCode.Refused,
            $"{context.GetType().Name} writes its migrations with {registered.GetType().Name}, which does not know the safe forms: derive it from {nameof(SafeMigrationsSqlGenerator)}.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations, IModel? model = null, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
    {
        _scope = new SafetyScope(operations);

        // EF's own migrator brings the model of the Designer file, which is empty where migrations carry none.
        var versioned = model is null || (model.GetProductVersion() is null && !model.GetEntityTypes().Any()) ? VersionedModel.Of(Dependencies.CurrentContext.Context) : model;
        return base.Generate([.. operations.Where(operation => operation is not ExemptOperation)], versioned, options);
    }

    /// <summary>
    /// The commands for the engine, which looks itself for what a cut-off attempt has left. Everybody else gets commands that can simply
    /// be repeated.
    /// </summary>
    internal IReadOnlyList<MigrationCommand> GenerateForEngine(IReadOnlyList<MigrationOperation> operations, IModel model)
    {
        _isForEngine = true;
        try
        {
            return Generate(operations, model);
        }
        finally
        {
            _isForEngine = false;
        }
    }

    /// <inheritdoc/>
    protected override void Generate(MigrationOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        switch (operation)
        {
            case StartDualWritesOperation start:
                var started = new DualWriteTrigger(start.Name, start.Schema, start.Table);
                builder.InTransaction(DualWriteChecks.Block(start.Name, start.Schema, start.Table, start.Pairs));
                builder.InTransaction(started.CreateFunction(start.Pairs));
                builder.InTransaction(started.Create(start.Pairs));
                break;
            case StopDualWritesOperation stop:
                var stopped = new DualWriteTrigger(stop.Name, stop.Schema, stop.Table);
                builder.InTransaction(stopped.Drop);
                builder.InTransaction(stopped.DropFunction);
                break;
            case UpdateInBatchesOperation update:
                builder.Alone(BatchedUpdate.Update(Name(update.Table, update.Schema), update.Set, update.Where));
                break;
            default:
                base.Generate(operation, model, builder);
                break;
        }

        _scope.Add(operation);
    }

    /// <inheritdoc/>
    protected override void Generate(CreateIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        // Unterminated ones are parts of another statement's command.
        var isGuarded = terminate && _scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.CreateIndexBlocking);
        if (!isGuarded || operation[Concurrently] is true)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        operation[Concurrently] = true;
        try
        {
            BuildIndex(operation.Name, operation.Schema, operation.Table, builder, written => base.Generate(operation, model, written, terminate: false));
        }
        finally
        {
            operation.RemoveAnnotation(Concurrently);
        }
    }

    /// <inheritdoc/>
    protected override void Generate(DropIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!terminate || !_scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.DropIndexBlocking))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        RefuseIdempotent("DROP INDEX CONCURRENTLY");
        builder.Alone($"DROP INDEX CONCURRENTLY {(_isForEngine ? "" : "IF EXISTS ")}{Name(operation.Name, operation.Schema)}");
    }

    /// <inheritdoc/>
    protected override void Generate(AddForeignKeyOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!terminate || !_scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.AddForeignKeyValidating))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        AddUnvalidated(operation.Name, operation.Schema, operation.Table, builder);
    }

    /// <inheritdoc/>
    protected override void Generate(AddCheckConstraintOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        if (!_scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.AddCheckValidating))
        {
            base.Generate(operation, model, builder);
            return;
        }

        builder.Append($"ALTER TABLE {Name(operation.Table, operation.Schema)} ADD ");
        CheckConstraint(operation, model, builder);
        AddUnvalidated(operation.Name, operation.Schema, operation.Table, builder);
    }

    /// <inheritdoc/>
    protected override void Generate(AddUniqueConstraintOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        if (operation[WithoutOverlaps] is true || !_scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.AddUniqueConstraint))
        {
            base.Generate(operation, model, builder);
            return;
        }

        BuildKey(operation, operation.Name, operation.Schema, operation.Table, operation.Columns, model, builder);
        builder.InTransaction($"ALTER TABLE {Name(operation.Table, operation.Schema)} ADD CONSTRAINT {Name(operation.Name)} UNIQUE USING INDEX {Name(operation.Name)}");
    }

    /// <inheritdoc/>
    protected override void Generate(AddPrimaryKeyOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!terminate || operation[WithoutOverlaps] is true || !_scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.AddPrimaryKey))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        BuildKey(operation, operation.Name, operation.Schema, operation.Table, operation.Columns, model, builder);
        var key = $"ALTER TABLE {Name(operation.Table, operation.Schema)} ADD CONSTRAINT {Name(operation.Name)} PRIMARY KEY USING INDEX {Name(operation.Name)}";

        // A primary key makes its columns NOT NULL, and would read the whole table under its lock to find out whether they are.
        string[] columns = [.. operation.Columns.Where(column => !_scope.IsRequired(operation.Schema, operation.Table, column))];
        if (columns.Length == 0)
        {
            builder.InTransaction(key);
            return;
        }

        var notNull = NotNull(operation.Schema, operation.Table, columns);
        builder.InTransaction(notNull.Forbid);
        builder.Alone(notNull.Validate);
        builder.InTransaction(notNull.Require);
        builder.InTransaction(key);
        builder.InTransaction(notNull.Release);
    }

    /// <inheritdoc/>
    protected override void Generate(AddColumnOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        RefuseJson(operation, operation.ColumnType, LintRuleIds.AddColumnJson);
        var isGuarded = terminate && operation is { DefaultValueSql: { } sql, ComputedColumnSql: null } && operation[ValueGeneration] is null
            && DefaultExpression.IsVolatile(sql) is not false && _scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.AddColumnVolatileDefault);
        if (!isGuarded)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        var (value, isRequired) = (operation.DefaultValueSql!, !operation.IsNullable);
        (operation.DefaultValueSql, operation.IsNullable) = (null, true);
        try
        {
            base.Generate(operation, model, builder, terminate: true);
        }
        finally
        {
            (operation.DefaultValueSql, operation.IsNullable) = (value, !isRequired);
        }

        builder.InTransaction($"ALTER TABLE {Name(operation.Table, operation.Schema)} ALTER COLUMN {Name(operation.Name)} SET DEFAULT {value}");
        if (isRequired) Require(operation, value, builder);
        else builder.Alone(BatchedUpdate.FillNulls(Name(operation.Table, operation.Schema), Name(operation.Name), value, isFinal: true));
    }

    /// <inheritdoc/>
    protected override void Generate(AlterColumnOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        if (operation.ColumnType != operation.OldColumn.ColumnType) RefuseJson(operation, operation.ColumnType, LintRuleIds.AddColumnJson);

        var isMadeAnew = operation.ComputedColumnSql != operation.OldColumn.ComputedColumnSql || operation.IsStored != operation.OldColumn.IsStored;
        var becomesRequired = operation is { IsNullable: false, OldColumn.IsNullable: true };
        if (isMadeAnew || !becomesRequired || !_scope.Guards(operation, operation.Schema, operation.Table, LintRuleIds.SetNotNull))
        {
            base.Generate(operation, model, builder);
            return;
        }

        // Everything but NOT NULL. The default comes first, so that it counts for the rows that are written meanwhile.
        operation.IsNullable = true;
        try
        {
            base.Generate(operation, model, builder);
        }
        finally
        {
            operation.IsNullable = false;
        }

        Require(operation, operation.DefaultValueSql ?? Literal(operation), builder);
    }

    /// <param name="operation">The column.</param>
    /// <param name="value">What takes the place of NULLs; null: nothing, and a NULL is a failure.</param>
    /// <param name="builder">Where it is written.</param>
    private void Require(ColumnOperation operation, string? value, MigrationCommandListBuilder builder)
    {
        var fill = value is null ? null : BatchedUpdate.FillNulls(Name(operation.Table, operation.Schema), Name(operation.Name), value, isFinal: false);
        var notNull = NotNull(operation.Schema, operation.Table, [operation.Name]);
        if (fill is not null) builder.Alone(fill);
        builder.InTransaction(notNull.Forbid);

        // A NULL that was written between the two. Before the CHECK there may be more, after it there are no new ones.
        if (fill is not null) builder.Alone(fill);
        builder.Alone(notNull.Validate);
        builder.InTransaction(notNull.Require);
        builder.InTransaction(notNull.Release);
    }

    private void AddUnvalidated(string constraint, string? schema, string table, MigrationCommandListBuilder builder)
    {
        builder.InTransaction(" NOT VALID");
        builder.Alone($"ALTER TABLE {Name(table, schema)} VALIDATE CONSTRAINT {Name(constraint)}");
    }

    private void BuildKey(
        MigrationOperation operation, string name, string? schema, string table, string[] columns, IModel? model, MigrationCommandListBuilder builder) =>
        BuildIndex(name, schema, table, builder, written =>
        {
            written.Append($"CREATE UNIQUE INDEX CONCURRENTLY {Name(name)} ON {Name(table, schema)} ({ColumnList(columns)})");
            IndexOptions(operation, model, written);
        });

    private void BuildIndex(string name, string? schema, string table, MigrationCommandListBuilder builder, Action<MigrationCommandListBuilder> write)
    {
        RefuseIdempotent("CREATE INDEX CONCURRENTLY");
        var written = new MigrationCommandListBuilder(Dependencies);
        write(written);
        written.EndCommand();
        var sql = written.GetCommandList()[0].CommandText.TrimEnd().TrimEnd(';');
        if (_isForEngine)
        {
            builder.Alone(sql);
            return;
        }

        builder.Alone(InvalidIndex.Drop(Name(table, schema), Name(name, schema), name));
        var end = sql.IndexOf("CONCURRENTLY ", StringComparison.Ordinal) + "CONCURRENTLY ".Length;
        builder.Alone(sql.Insert(end, "IF NOT EXISTS "));
    }

    private StagedNotNull NotNull(string? schema, string table, IReadOnlyList<string> columns) =>
        new(Name(table, schema), Name(SafeNames.NotNullCheck(table, columns)), [.. columns.Select(column => Name(column))]);

    private string? Literal(AlterColumnOperation operation)
    {
        if (operation.DefaultValue is not { } value) return null;

        var mapping = operation.ColumnType is { } type ? Dependencies.TypeMappingSource.FindMapping(value.GetType(), type) : null;
        return (mapping ?? Dependencies.TypeMappingSource.GetMappingForValue(value)).GenerateSqlLiteral(value);
    }

    private void RefuseJson(ColumnOperation operation, string? type, string rule)
    {
        if (type != "json" || !_scope.Guards(operation, operation.Schema, operation.Table, rule)) return;

        throw new MigrationException(
            MigrationExitCode.Refused,
            $"Column {operation.Table}.{operation.Name} would be of type json, which has no equality operator, so that SELECT DISTINCT, GROUP BY and UNION fail on its table: use jsonb, or exempt the operation from '{rule}' with a reason.");
    }

    /// <summary>EF Core's idempotent script puts every command into a DO block, in which this one fails.</summary>
    private void RefuseIdempotent(string statement)
    {
        if (!Options.HasFlag(MigrationsSqlGenerationOptions.Idempotent)) return;

        throw new MigrationException(
            MigrationExitCode.Refused,
            $"EF Core's idempotent script puts every statement into a DO block, in which PostgreSQL refuses {statement}: write it with `MigrationService script --idempotent`.");
    }

    private string Name(string name, string? schema = null) => Dependencies.SqlGenerationHelper.DelimitIdentifier(name, schema);
}
