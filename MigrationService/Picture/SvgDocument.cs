using System.Net;
using System.Text;

namespace TradingPlatform.MigrationService;

/// <summary>A picture as a drawing that every browser opens: boxes with columns and keys, a line from each foreign key to the table it points to.</summary>
internal static class SvgDocument
{
    private static readonly string[] Colors = ["#2f6db5", "#2e8b57", "#a0522d", "#6a4fa3", "#b0413e", "#3a7f8c", "#8a6d1d", "#5b6770"];

    public static string Write(SchemaPicture picture)
    {
        var svg = new StringBuilder();
        if (picture.Tables.Count == 0) return Document(svg, 200, 40);

        var layout = new PictureLayout(picture);
        var schemas = picture.Tables.Select(table => table.Schema).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var line in layout.Lines) Line(svg, line);
        foreach (var box in layout.Boxes) Box(svg, box, Colors[schemas.IndexOf(box.Table!.Schema) % Colors.Length]);
        return Document(svg, layout.Width, layout.Height);
    }

    private static string Document(StringBuilder body, double width, double height) => FormattableString.Invariant(
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0} {height:0}" width="{width:0}" height="{height:0}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="12">
        <defs>
        <marker id="one" viewBox="0 0 10 10" refX="1" refY="5" markerWidth="9" markerHeight="9" orient="auto-start-reverse"><path d="M5 1V9" stroke="#667" stroke-width="1.4" fill="none"/></marker>
        <marker id="many" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="10" markerHeight="10" orient="auto"><path d="M1 5L10 1M1 5L10 9" stroke="#667" stroke-width="1.2" fill="none"/></marker>
        </defs>
        <rect width="100%" height="100%" fill="#fff"/>
        {body}</svg>

        """);

    private static void Box(StringBuilder svg, PictureBox box, string color)
    {
        svg.Append(Invariant($"""<g><rect x="{box.X:0.#}" y="{box.Y:0.#}" width="{box.Width:0.#}" height="{box.Height:0.#}" rx="5" fill="#fff" stroke="{color}"/>"""));
        svg.Append(Invariant($"""<path d="M{box.X:0.#} {box.Y + PictureMeasure.HeaderHeight:0.#}v-{PictureMeasure.HeaderHeight - 5:0.#}q0-5 5-5h{box.Width - 10:0.#}q5 0 5 5v{PictureMeasure.HeaderHeight - 5:0.#}z" fill="{color}"/>"""));
        svg.Append(Invariant($"""<text x="{box.X + PictureMeasure.Padding:0.#}" y="{box.Y + 17:0.#}" fill="#fff" font-weight="bold">{WebUtility.HtmlEncode(box.Name)}</text>"""));
        foreach (var column in box.Table!.Columns)
        {
            var y = PictureMeasure.Port(box, column.Name) + 4;
            var keys = (column.IsPrimaryKey, column.IsForeignKey) switch { (true, true) => "PK FK", (true, _) => "PK", (_, true) => "FK", _ => "" };
            svg.Append(Invariant($"""<text x="{box.X + PictureMeasure.Padding:0.#}" y="{y:0.#}" font-size="9" font-weight="bold" fill="{color}">{keys}</text>"""));
            svg.Append(Invariant($"""<text x="{box.X + PictureMeasure.Padding + PictureMeasure.KeyWidth:0.#}" y="{y:0.#}" fill="#222">{WebUtility.HtmlEncode(column.Name)}</text>"""));
            svg.Append(Invariant($"""<text x="{box.X + box.Width - PictureMeasure.Padding:0.#}" y="{y:0.#}" text-anchor="end" fill="#777">{WebUtility.HtmlEncode(column.ShortType)}{(column.IsNullable ? "?" : "")}</text>"""));
        }

        svg.Append("</g>\n");
    }

    private static void Line(StringBuilder svg, PictureLine line)
    {
        var (first, last) = (line.Path[0], line.Path[^1]);
        var title = WebUtility.HtmlEncode($"{line.Reference.From}.{string.Join(", ", line.Reference.Columns)} → {line.Reference.To}");
        var fromFirst = first.Name == line.Reference.From;
        string? ColumnOf(PictureBox box) => box.Name == line.Reference.From ? line.Reference.Columns[0] : box.Table?.Columns.FirstOrDefault(column => column.IsPrimaryKey)?.Name;

        // To itself or within a column: a loop on the right. The end at the foreign key carries the crow's foot.
        var path = new StringBuilder();
        var y = PictureMeasure.Port(first, first == last ? null : ColumnOf(first));
        var x = first.X + first.Width;
        path.Append(Invariant($"M{x:0.#} {y:0.#}"));
        if (first.Layer == last.Layer)
        {
            var endY = PictureMeasure.Port(last, line.Reference.Columns[0] is var own && last.Name == line.Reference.From ? own : ColumnOf(last));
            var far = Math.Max(x, last.X + last.Width) + 40;
            path.Append(Invariant($"C{far:0.#} {y:0.#} {far:0.#} {endY:0.#} {last.X + last.Width:0.#} {endY:0.#}"));
        }
        else
        {
            foreach (var box in line.Path.Skip(1))
            {
                var nextY = PictureMeasure.Port(box, ColumnOf(box));
                var half = (box.X - x) / 2;
                path.Append(Invariant($"C{x + half:0.#} {y:0.#} {box.X - half:0.#} {nextY:0.#} {box.X:0.#} {nextY:0.#}"));
                if (box != last) path.Append(Invariant($"H{box.X + box.Width:0.#}"));
                (x, y) = (box.X + box.Width, nextY);
            }
        }

        var (start, end) = fromFirst && first != last ? ("many", "one") : ("one", "many");
        if (line.Reference.IsUnique) (start, end) = ("one", "one");
        svg.Append($"""<path d="{path}" fill="none" stroke="#99a" stroke-width="1.2" marker-start="url(#{start})" marker-end="url(#{end})"{(line.Reference.IsRequired ? "" : " stroke-dasharray=\"5 3\"")}><title>{title}</title></path>{'\n'}""");
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
