using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationService;

/// <summary>The schema of this build as a page of Markdown: a picture of each schema, and of each table what it is for, its columns and its rules.</summary>
internal sealed class SchemaPage(IRelationalModel model, SchemaPicture picture, EntityRemarks remarks)
{
    private readonly StringBuilder _text = new();

    public static string Write(DbContext context)
    {
        var model = context.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        return new SchemaPage(model, ModelPicture.Of(context), EntityRemarks.Of(context.GetType().Assembly)).Write();
    }

    private string Write()
    {
        var schemas = picture.Tables.GroupBy(table => table.Schema).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        Line("# The schema").Line().Line("Written by `dotnet run --project MigrationService -- erd --format markdown --output docs/schema.md`, from the model; a test compares. Triggers, functions and indexes over expressions stand in the migrations.").Line();
        Line("| Schema | Tables |").Line("| --- | --- |");
        foreach (var schema in schemas) Line($"| [{schema.Key}](#{schema.Key}) | {string.Join(", ", schema.Select(table => Link(table.Name)))} |");
        foreach (var schema in schemas)
        {
            Line().Line($"## {schema.Key}").Line().Line("```mermaid");
            _text.Append(MermaidText.Write(picture.Only(schema.Key)));
            Line("```");
            foreach (var table in schema) Write(model.FindTable(table.Name[(schema.Key.Length + 1)..], schema.Key)!, table);
        }

        return _text.ToString();
    }

    private void Write(ITable table, PictureTable drawn)
    {
        Line().Line($"### {drawn.Name}").Line();
        if (table.EntityTypeMappings.Select(mapping => remarks.Of(mapping.TypeBase.ClrType)).FirstOrDefault(text => text.Length > 0) is { } purpose) Line(purpose).Line();
        Line("| Column | Type | | |").Line("| --- | --- | --- | --- |");
        foreach (var column in drawn.Columns.Select(column => table.FindColumn(column.Name)!)) Write(column, drawn);

        List<string> rules =
        [
            .. table.UniqueConstraints.OrderBy(key => !key.GetIsPrimaryKey()).ThenBy(key => key.Name, StringComparer.Ordinal)
                .Select(key => $"`{key.Name}`: {(key.GetIsPrimaryKey() ? "primary key" : "unique")} ({Names(key.Columns)})"),
            .. table.ForeignKeyConstraints.OrderBy(key => key.Name, StringComparer.Ordinal)
                .Select(key => $"`{key.Name}`: ({Names(key.Columns)}) refers to {Link($"{key.PrincipalTable.Schema}.{key.PrincipalTable.Name}")} ({Names(key.PrincipalColumns)}), on delete {Words(key.OnDeleteAction)}"),
            .. table.CheckConstraints.OrderBy(check => check.Name, StringComparer.Ordinal).Select(check => $"`{check.Name}`: {Code(check.Sql)}"),
            .. table.Indexes.OrderBy(index => index.Name, StringComparer.Ordinal).Select(Words),
        ];
        Line();
        foreach (var rule in rules) Line($"- {rule}");
    }

    private void Write(IColumn column, PictureTable drawn)
    {
        var key = drawn.Columns.First(other => other.Name == column.Name).IsPrimaryKey ? "key" : column.IsNullable ? "null" : "";
        var byDefault = column.DefaultValueSql is { } sql ? $"default {Code(sql)}" : column.DefaultValue is { } value ? $"default {Code($"{value}")}" : "";
        var property = column.PropertyMappings.Select(mapping => remarks.Of(mapping.Property.PropertyInfo)).FirstOrDefault(text => text.Length > 0) ?? "";
        Line($"| {column.Name} | {column.StoreType} | {string.Join(", ", new[] { key, byDefault }.Where(text => text.Length > 0))} | {property.Replace("|", "\\|", StringComparison.Ordinal)} |");
    }

    private static string Words(ITableIndex index)
    {
        var columns = index.Columns.Select((column, at) => index.IsDescending is { } descending && (descending.Count == 0 || descending[at]) ? $"{column.Name} desc" : column.Name);
        return $"`{index.Name}`: {(index.IsUnique ? "unique " : "")}index ({string.Join(", ", columns)}){(index.Filter is { } filter ? $" where {Code(filter)}" : "")}";
    }

    private static string Words(ReferentialAction action) => action switch
    {
        ReferentialAction.Cascade => "cascade",
        ReferentialAction.SetNull => "set null",
        ReferentialAction.SetDefault => "set default",
        ReferentialAction.NoAction => "no action",
        _ => "restrict",
    };

    private static string Names(IEnumerable<IColumnBase> columns) => string.Join(", ", columns.Select(column => column.Name));

    private static string Code(string sql) => $"`{sql.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Link(string table) => $"[{table}](#{table.Replace(".", "", StringComparison.Ordinal)})";

    private SchemaPage Line(string text = "")
    {
        _text.Append(text).Append('\n');
        return this;
    }
}
