namespace TradingPlatform.MigrationService;

/// <summary>A layered drawing: what is referred to on the left, lines cross as little as a few sweeps can reach, and boxes stand level with their neighbours.</summary>
internal sealed class PictureLayout
{
    private const double Margin = 24;
    private const double BetweenLayers = 90;
    private const double BetweenBoxes = 22;
    private const int Sweeps = 12;

    public PictureLayout(SchemaPicture picture)
    {
        var boxes = picture.Tables.Select(PictureMeasure.Box).ToList();

        // About as wide as high, as screens are.
        var tallest = Math.Max(boxes.Max(box => box.Height), Math.Sqrt(boxes.Sum(box => (box.Height + BetweenBoxes) * (box.Width + BetweenLayers))) * 0.8);
        var layers = new PictureLayers(picture, boxes, tallest);
        Boxes = boxes;
        Lines = layers.Lines;
        Order(layers.Layers);
        Place(layers.Layers);
    }

    public IReadOnlyList<PictureBox> Boxes { get; }

    public IReadOnlyList<PictureLine> Lines { get; }

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Each box to the average place of its neighbours, from the left and from the right in turn.</summary>
    private void Order(IReadOnlyList<List<PictureBox>> layers)
    {
        var neighbours = Neighbours();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var step = sweep % 2 == 0 ? 1 : -1;
            foreach (var layer in step > 0 ? layers : layers.Reverse())
            {
                var place = layers.SelectMany(other => other.Select((box, index) => (box, Place: (index + 0.5) / other.Count))).ToDictionary(item => item.box, item => item.Place);
                var sorted = layer.OrderBy(box =>
                {
                    var near = neighbours[box].Where(other => (box.Layer - other.Layer) * step > 0).ToList();
                    return near.Count == 0 ? place[box] : near.Average(other => place[other]);
                }).ToList();
                layer.Clear();
                layer.AddRange(sorted);
            }
        }
    }

    private void Place(IReadOnlyList<List<PictureBox>> layers)
    {
        var x = Margin;
        foreach (var layer in layers)
        {
            var width = layer.Max(box => box.Width);
            var y = Margin;
            foreach (var box in layer)
            {
                // A bend is as wide as the column: the line runs straight beside the boxes.
                if (box.Table is null) box.Width = width;
                (box.X, box.Y) = (x, y);
                y += box.Height + BetweenBoxes;
            }

            x += width + BetweenLayers;
        }

        Width = x - BetweenLayers + Margin;
        Level(layers);
        Height = layers.SelectMany(layer => layer).Max(box => box.Y + box.Height) + Margin;
    }

    /// <summary>Moves boxes towards their neighbours as far as the boxes above and below leave room.</summary>
    private void Level(IReadOnlyList<List<PictureBox>> layers)
    {
        var neighbours = Neighbours();
        var tallest = layers.Max(layer => layer[^1].Y + layer[^1].Height);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var layer in sweep % 2 == 0 ? layers : layers.Reverse())
            {
                var below = tallest;
                for (var index = layer.Count - 1; index >= 0; index--)
                {
                    var box = layer[index];
                    var above = index == 0 ? Margin : layer[index - 1].Y + layer[index - 1].Height + BetweenBoxes;
                    var wished = neighbours[box].Count == 0 ? box.Y : neighbours[box].Average(other => other.Middle) - (box.Height / 2);
                    box.Y = Math.Max(above, Math.Min(wished, below - box.Height));
                    below = box.Y - BetweenBoxes;
                }
            }
        }
    }

    private Dictionary<PictureBox, List<PictureBox>> Neighbours()
    {
        var steps = Lines.SelectMany(line => line.Path.Zip(line.Path.Skip(1))).Where(step => step.First != step.Second).ToList();
        return Boxes.Concat(Lines.SelectMany(line => line.Path)).Distinct().ToDictionary(
            box => box,
            box => steps.Where(step => step.First == box || step.Second == box).Select(step => step.First == box ? step.Second : step.First).ToList());
    }
}
