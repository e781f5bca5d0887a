namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// A part of the demo desk. It counts as present where the trader who left the desk has rows of it: nobody signs in as that one, so that
/// what developers do with the others' rows brings nothing back. A desk of an older build, whose people have other ids, is left as it is.
/// </summary>
internal abstract class DemoPart : ISeeder
{
    public abstract string Name { get; }

    public SeedProfile Profile => SeedProfile.Demo;

    public virtual IReadOnlyList<string> DependsOn => [PeoplePart.PartName];

    public string IsPresentSql => $"({OwnPresenceSql} OR {OlderDeskSql})";

    public bool CanReset => true;

    /// <summary>The part's tables, those that refer to others first, with the condition of the rows that a reset removes.</summary>
    protected abstract IReadOnlyList<(string Table, string Condition)> Rows { get; }

    /// <summary>Whether the part is there, in a desk of this build.</summary>
    protected virtual string OwnPresenceSql => $"EXISTS (SELECT FROM {Rows[^1].Table} WHERE user_id = '{DemoIds.Leaver.Value}')";

    private static string OlderDeskSql =>
        $"EXISTS (SELECT FROM identity.users WHERE lower(email) = '{DevelopmentCredentials.TraderEmail(1)}' AND id <> '{DemoIds.Trader(1).Value}')";

    public abstract Task AddAsync(SeedBatch batch, CancellationToken cancellationToken);

    public virtual async Task RemoveAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        foreach (var (table, condition) in Rows) await batch.RemoveAsync(table, condition, cancellationToken);
    }

    /// <summary>The rows of the desk's people.</summary>
    protected static (string Table, string Condition) OfPeople(string table, string column = "user_id") => (table, $"{column} IN ({DemoIds.PeopleSql})");
}
