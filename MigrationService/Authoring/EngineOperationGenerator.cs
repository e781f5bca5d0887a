using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Writes the engine's own operations, and data operations with their column types, which EF Core's generator leaves to the migration's model.
/// </summary>
internal sealed class EngineOperationGenerator(CSharpMigrationOperationGeneratorDependencies dependencies) : CSharpMigrationOperationGenerator(dependencies)
{
    /// <inheritdoc/>
    protected override void Generate(MigrationOperation operation, IndentedStringBuilder builder)
    {
        switch (operation)
        {
            case StartDualWritesOperation start:
                Append(builder, nameof(DualWriteOperations.StartDualWrites), [("name", start.Name), ("schema", start.Schema), ("table", start.Table)], start.Pairs.Select(Pair));
                break;
            case StopDualWritesOperation stop:
                Append(builder, nameof(DualWriteOperations.StopDualWrites), [("name", stop.Name), ("schema", stop.Schema), ("table", stop.Table)], []);
                break;
            case UpdateInBatchesOperation update:
                Append(builder, nameof(DualWriteOperations.UpdateInBatches), [("table", update.Table), ("schema", update.Schema), ("set", update.Set), ("where", update.Where)], []);
                break;
            default:
                base.Generate(operation, builder);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Generate(InsertDataOperation operation, IndentedStringBuilder builder)
    {
        if (operation.ColumnTypes is null) base.Generate(operation, builder);
        else Append(builder, "InsertData", operation, ("columns", operation.Columns), ("columnTypes", operation.ColumnTypes), ("values", operation.Values));
    }

    /// <inheritdoc/>
    protected override void Generate(UpdateDataOperation operation, IndentedStringBuilder builder)
    {
        if (operation.ColumnTypes is null || operation.KeyColumnTypes is null)
        {
            base.Generate(operation, builder);
            return;
        }

        Append(
            builder,
            "UpdateData",
            operation,
            ("keyColumns", operation.KeyColumns),
            ("keyColumnTypes", operation.KeyColumnTypes),
            ("keyValues", operation.KeyValues),
            ("columns", operation.Columns),
            ("columnTypes", operation.ColumnTypes),
            ("values", operation.Values));
    }

    /// <inheritdoc/>
    protected override void Generate(DeleteDataOperation operation, IndentedStringBuilder builder)
    {
        if (operation.KeyColumnTypes is null) base.Generate(operation, builder);
        else
        {
            Append(
                builder,
                "DeleteData",
                operation,
                ("keyColumns", operation.KeyColumns),
                ("keyColumnTypes", operation.KeyColumnTypes),
                ("keyValues", operation.KeyValues));
        }
    }

    private void Append(IndentedStringBuilder builder, string method, (string Name, string? Value)[] arguments, IEnumerable<string> more)
    {
        builder.AppendLine($".{method}(");
        using (builder.Indent())
        {
            var texts = arguments.Select(argument => $"{argument.Name}: {Literal(argument.Value)}").Concat(more);
            builder.AppendLines(string.Join($",{Environment.NewLine}", texts), skipFinalNewline: true).Append(")");
        }
    }

    private string Pair(DualWrite pair)
    {
        string[] options =
        [
            .. new[] { (nameof(pair.ToNew), pair.ToNew), (nameof(pair.ToOld), pair.ToOld), (nameof(pair.NewDefault), pair.NewDefault) }
                .Where(option => option.Item2 is not null).Select(option => $"{option.Item1} = {Literal(option.Item2)}"),
        ];
        var columns = $"new DualWrite({Literal(pair.OldColumn)}, {Literal(pair.NewColumn)})";
        return options.Length == 0 ? columns : $"{columns} {{ {string.Join(", ", options)} }}";
    }

    private string Literal(string? value) => value is null ? "null" : Dependencies.CSharpHelper.Literal(value);

    private void Append(IndentedStringBuilder builder, string method, ITableMigrationOperation operation, params (string Name, Array Values)[] arguments)
    {
        var code = Dependencies.CSharpHelper;
        builder.AppendLine($".{method}(");
        using (builder.Indent())
        {
            if (operation.Schema is { } schema) builder.AppendLine($"schema: {code.Literal(schema)},");
            builder.Append($"table: {code.Literal(operation.Table)}");
            foreach (var (name, values) in arguments)
            {
                builder.AppendLine(",").Append($"{name}: ");
                builder.AppendLines(values is object?[,] rows ? code.Literal(rows) : code.Literal((string[])values), skipFinalNewline: true);
            }

            builder.Append(")");
        }
    }
}
