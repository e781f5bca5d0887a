using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What a run is about to do, before it does it.</summary>
internal static class PlanReport
{
    public static void Write(MigrationPlan plan, IReadOnlyList<FoundLoss> losses, string database)
    {
        var verb = plan.Direction == MigrationDirection.Up ? "Applying" : "Reverting";
        Console.Out.WriteLine($"{verb} {Counted.Of(plan.Migrations.Count, "migration")} on {database}:");
        var table = new TextTable("Migration", "Steps", "Remarks");
        foreach (var migration in plan.Migrations) table.Add(migration.Id, Counted.Of(migration.Steps.Count, "step"), Remarks(migration, losses, plan.IsForNobody));
        table.Write();
    }

    /// <summary>The losses, a line each, for a question.</summary>
    public static string Losses(IReadOnlyList<FoundLoss> losses) =>
        string.Join("; ", losses.Select(loss => $"{loss.Description} ({loss.MigrationId})"));

    private static Cell Remarks(PlannedMigration migration, IReadOnlyList<FoundLoss> losses, bool isForNobody)
    {
        var own = losses.Where(loss => loss.MigrationId == migration.Id).Select(loss => $"loses {loss.Description}").ToList();
        var tone = own.Count > 0 ? Tone.Bad : Tone.Notice;
        var alone = migration.Steps.Count(step => !step.IsTransactional);
        if (alone > 0 && !isForNobody) own.Add($"{alone} outside of a transaction");
        return new Cell(string.Join("; ", own), tone);
    }
}
