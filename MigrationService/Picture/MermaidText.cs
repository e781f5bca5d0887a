using System.Text;

namespace TradingPlatform.MigrationService;

/// <summary>A picture as Mermaid's erDiagram, which GitHub and many editors draw inside of Markdown.</summary>
internal static class MermaidText
{
    public static string Write(SchemaPicture picture)
    {
        var text = new StringBuilder("erDiagram\n");
        foreach (var table in picture.Tables)
        {
            text.Append($"    {Identifier(table.Name)}[\"{table.Name}\"]");
            if (table.Columns.Count == 0)
            {
                text.Append('\n');
                continue;
            }

            text.Append(" {\n");
            foreach (var column in table.Columns) text.Append($"        {Column(column)}\n");
            text.Append("    }\n");
        }

        foreach (var reference in picture.References)
        {
            var one = reference.IsRequired ? "||" : "|o";
            var many = reference.IsUnique ? "o|" : "o{";
            text.Append($"    {Identifier(reference.To)} {one}--{many} {Identifier(reference.From)} : \"{string.Join(", ", reference.Columns)}\"\n");
        }

        return text.ToString();
    }

    private static string Column(PictureColumn column)
    {
        // A type is one word for Mermaid, without commas: what does not fit goes into the remark.
        var type = column.ShortType;
        var open = type.IndexOf('(', StringComparison.Ordinal);
        var remark = column.IsNullable ? "null" : "";
        if (type.Contains(',', StringComparison.Ordinal) && open > 0)
        {
            remark = $"{type[open..]} {remark}".TrimEnd();
            type = type[..open];
        }

        var keys = string.Join(", ", new[] { column.IsPrimaryKey ? "PK" : "", column.IsForeignKey ? "FK" : "" }.Where(key => key.Length > 0));
        return $"{Identifier(type, "()[]")} {Identifier(column.Name)} {keys} {(remark.Length == 0 ? "" : $"\"{remark}\"")}".Replace("  ", " ", StringComparison.Ordinal).TrimEnd();
    }

    private static string Identifier(string name, string alsoAllowed = "") =>
        string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || alsoAllowed.Contains(letter, StringComparison.Ordinal) ? letter : '_'));
}
