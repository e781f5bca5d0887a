namespace TradingPlatform.MigrationEngine.Tests.Backfills;

internal sealed class TestUpdate(string table, string rows, string assignments, string name = "fill-it", string after = WorkContext.Shape) : UpdateBackfill
{
    public override string Name => name;

    public override string After => after;

    public override string Schema => "work";

    public override string Table => table;

    public override string Rows => rows;

    public override string Assignments => assignments;
}

internal sealed class TestStatement(string table, string rows, string statement) : SqlBackfill
{
    public override string Name => "copy-it";

    public override string After => WorkContext.Shape;

    public override string Schema => "work";

    public override string Table => table;

    public override string Rows => rows;

    public override string Statement => statement;
}

internal sealed class TestCode(string table, string rows, string[] columns, Action<BackfillRow> apply) : CodeBackfill
{
    public override string Name => "make-it";

    public override string After => WorkContext.Shape;

    public override string Schema => "work";

    public override string Table => table;

    public override string Rows => rows;

    public override IReadOnlyList<string> Columns => columns;

    public override Task ApplyAsync(BackfillBatch batch, CancellationToken cancellationToken)
    {
        foreach (var row in batch.Rows) apply(row);
        return Task.CompletedTask;
    }
}

/// <summary>Of a table that need not be there.</summary>
internal sealed class TestOptional(params string[] recognisedBy) : UpdateBackfill
{
    public override string Name => "maybe-fill-it";

    public override string After => WorkContext.Shape;

    public override string Schema => "work";

    public override string Table => "leftovers";

    public override string Rows => "cents IS NULL";

    public override string Assignments => "cents = 100 / amount";

    public override IReadOnlyList<string> RecognisedBy => recognisedBy;
}
