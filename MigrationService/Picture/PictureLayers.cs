namespace TradingPlatform.MigrationService;

/// <summary>Puts every table into a column to the right of what it refers to, and gives long lines a bend in every column that they cross.</summary>
internal sealed class PictureLayers
{
    private const double BendHeight = 10;
    private readonly Dictionary<string, PictureBox> _tables;
    private readonly Dictionary<string, List<string>> _parents;
    private readonly HashSet<string> _open = [];
    private readonly List<string> _ordered = [];

    public PictureLayers(SchemaPicture picture, IEnumerable<PictureBox> tables, double tallest)
    {
        _tables = tables.ToDictionary(box => box.Name);
        _parents = _tables.Keys.ToDictionary(
            name => name, name => picture.References.Where(reference => reference.From == name && reference.To != name).Select(reference => reference.To).Distinct().ToList());
        foreach (var name in _tables.Keys) Visit(name);
        Assign(tallest);
        Layers = [.. _tables.Values.GroupBy(box => box.Layer).OrderBy(group => group.Key).Select(group => group.ToList())];
        Lines = [.. picture.References.Select(Line)];
    }

    /// <summary>The boxes of each column.</summary>
    public IReadOnlyList<List<PictureBox>> Layers { get; }

    public IReadOnlyList<PictureLine> Lines { get; }

    /// <summary>What is referred to first; a reference that closes a circle does not count.</summary>
    private void Visit(string name)
    {
        if (!_open.Add(name)) return;

        foreach (var parent in _parents[name].ToList())
        {
            if (_open.Contains(parent) && !_ordered.Contains(parent)) _parents[name].Remove(parent);
            else Visit(parent);
        }

        _ordered.Add(name);
    }

    /// <summary>A column that is full passes the next table on to the one beside it: a drawing should fit a screen, not a wall.</summary>
    private void Assign(double tallest)
    {
        var heights = new List<double>();
        foreach (var box in _ordered.Select(name => _tables[name]))
        {
            var layer = _parents[box.Name].Select(parent => _tables[parent].Layer + 1).DefaultIfEmpty(0).Max();
            while (true)
            {
                while (heights.Count <= layer) heights.Add(0);
                if (heights[layer] == 0 || heights[layer] + box.Height <= tallest) break;
                layer++;
            }

            box.Layer = layer;
            heights[layer] += box.Height;
        }

        // A full column may leave none of its tables to a column in between.
        var used = _tables.Values.Select(box => box.Layer).Distinct().Order().ToList();
        foreach (var box in _tables.Values) box.Layer = used.IndexOf(box.Layer);
    }

    private PictureLine Line(PictureReference reference)
    {
        var (left, right) = (_tables[reference.To], _tables[reference.From]);
        if (left.Layer > right.Layer) (left, right) = (right, left);
        var path = new List<PictureBox> { left };
        for (var layer = left.Layer + 1; layer < right.Layer; layer++)
        {
            var bend = new PictureBox($"{reference.From}>{reference.To}@{layer}", null, 0, BendHeight) { Layer = layer };
            Layers[layer].Add(bend);
            path.Add(bend);
        }

        path.Add(right);
        return new PictureLine(reference, path);
    }
}
