namespace TradingPlatform.MigrationService;

/// <summary>The tables of a database and what refers to what, for a drawing.</summary>
internal sealed record SchemaPicture(IReadOnlyList<PictureTable> Tables, IReadOnlyList<PictureReference> References)
{
    /// <summary>One schema, with the tables of others that it touches as names only.</summary>
    public SchemaPicture Only(string schema)
    {
        var own = Tables.Where(table => table.Schema == schema).Select(table => table.Name).ToHashSet();
        var references = References.Where(reference => own.Contains(reference.From) || own.Contains(reference.To)).ToList();
        var touched = references.SelectMany(reference => new[] { reference.From, reference.To }).ToHashSet();
        return new SchemaPicture(
            [
                .. Tables.Where(table => own.Contains(table.Name)),
                .. Tables.Where(table => !own.Contains(table.Name) && touched.Contains(table.Name)).Select(table => table with { Columns = [] }),
            ],
            references);
    }
}
