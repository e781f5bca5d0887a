using System.Xml.Linq;

namespace TradingPlatform.MigrationService.Tests;

public sealed class PictureLayoutTests
{
    private static readonly SchemaPicture Model = ReadModel();

    [Fact]
    public void Layout_OfTheModel_PutsEveryTableOnItsOwnPlaceAndInside()
    {
        var layout = new PictureLayout(Model);

        Assert.All(layout.Boxes, box => Assert.True(
            box.X >= 0 && box.Y >= 0 && box.X + box.Width <= layout.Width && box.Y + box.Height <= layout.Height, $"{box.Name} is outside."));
        Assert.All(
            layout.Boxes.SelectMany((box, index) => layout.Boxes.Skip(index + 1).Select(other => (box, other))),
            pair => Assert.False(Overlap(pair.box, pair.other), $"{pair.box.Name} covers {pair.other.Name}."));
    }

    [Fact]
    public void Layout_OfTheModel_LeadsNoLineThroughATable()
    {
        var layout = new PictureLayout(Model);

        foreach (var line in layout.Lines)
            Assert.All(line.Path.Skip(1).SkipLast(1), bend => Assert.DoesNotContain(layout.Boxes, box => Overlap(box, bend)));
    }

    [Fact]
    public void Layout_OfACircleAndAReferenceToItself_StillEnds()
    {
        PictureTable Table(string name) => new("public", name, [new PictureColumn("id", "uuid", false, true, false)]);
        var picture = new SchemaPicture(
            [Table("public.a"), Table("public.b"), Table("public.c")],
            [
                new("public.a", ["id"], "public.b", true, false),
                new("public.b", ["id"], "public.c", true, false),
                new("public.c", ["id"], "public.a", true, false),
                new("public.a", ["id"], "public.a", false, false),
            ]);

        Assert.Equal(3, XDocument.Parse(SvgDocument.Write(picture)).Descendants().Count(element => element.Name.LocalName == "g"));
        Assert.Equal(4, new PictureLayout(picture).Lines.Count);
    }

    [Fact]
    public void Svg_OfTheModel_NamesEveryTableAndColumnAndDrawsEveryReference()
    {
        var svg = XDocument.Parse(SvgDocument.Write(Model));

        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToHashSet();
        Assert.All(Model.Tables, table => Assert.Contains(table.Name, texts));
        Assert.All(Model.Tables.SelectMany(table => table.Columns), column => Assert.Contains(column.Name, texts));
        Assert.Equal(Model.References.Count, svg.Descendants().Count(element => element.Name.LocalName == "title"));
    }

    private static bool Overlap(PictureBox a, PictureBox b) =>
        a.X < b.X + b.Width && b.X < a.X + a.Width && a.Y < b.Y + b.Height && b.Y < a.Y + a.Height;

    private static SchemaPicture ReadModel()
    {
        using var context = VerbContext.CreateOfflineContext();
        return ModelPicture.Of(context);
    }
}
