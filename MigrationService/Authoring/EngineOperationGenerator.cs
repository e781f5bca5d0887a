using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationService;

/// <summary>Writes data operations with their column types, which EF Core's own generator leaves to the migration's model.</summary>
internal sealed class EngineOperationGenerator(CSharpMigrationOperationGeneratorDependencies dependencies) : CSharpMigrationOperationGenerator(dependencies)
{
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
