using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The SQL of every migration of a build, written down when the program is published, so that a run reads it instead of setting up EF Core
/// to generate it. A file beside the migrations' assembly; it counts only for exactly the assembly and the engine that it was written by.
/// </summary>
/// <remarks>Without it, or where it does not fit, a run plans with EF Core: the same steps, later. docs/decisions/0016-plans-are-written-when-publishing.md</remarks>
public sealed class WrittenPlans
{
    private readonly byte[] _content;
    private readonly Dictionary<string, int> _places = [];

    private WrittenPlans(byte[] content) => _content = content;

    /// <summary>Where the plans of a build are looked for; null for an assembly without a file.</summary>
    public static string? FileOf(MigrationBuild build) =>
        string.IsNullOrEmpty(build.Migrations.Location) ? null : Path.ChangeExtension(build.Migrations.Location, ".plans");

    /// <summary>Plans every migration of the context, in both directions, and writes that down.</summary>
    /// <param name="build">The build.</param>
    /// <param name="context">A context of the build; no connection is opened.</param>
    /// <param name="file">Replaced if it exists.</param>
    /// <returns>The number of migrations.</returns>
    public static int Write(MigrationBuild build, DbContext context, string file)
    {
        var graph = build.ReadGraph();
        var planner = new MigrationPlanner(context, graph);
        var lint = new MigrationLint(graph, context);
        var plans = new List<PlannedMigration>();
        foreach (var id in graph.Ids)
        {
            if (Plan(planner, MigrationDirection.Up, id) is { } up) plans.Add(up with { IsAssured = lint.IsAssured(id) });
            if (planner.Has(id, MigrationDirection.Down) && Plan(planner, MigrationDirection.Down, id) is { } down) plans.Add(down);
        }

        using var stream = File.Create(file);
        using var writer = new PlanWriter(stream);
        writer.WriteHeader(KeyOf(build), plans.Count);
        foreach (var plan in plans) writer.Write(plan);
        writer.WriteEnd();
        return graph.Ids.Count;
    }

    private static PlannedMigration? Plan(MigrationPlanner planner, MigrationDirection direction, string id)
    {
        try
        {
            return planner.Plan(direction, [id]).Migrations[0];
        }
        catch (MigrationException)
        {
            // What cannot be planned is refused, with the reason, by the run that comes to it.
            return null;
        }
    }

    /// <summary>The plans that belong to the build; null where there are none.</summary>
    internal static WrittenPlans? Find(MigrationBuild? build)
    {
        if (build is null || FileOf(build) is not { } file || !File.Exists(file)) return null;

        try
        {
            return Read(File.ReadAllBytes(file), KeyOf(build));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It only saves time.
            return null;
        }
    }

    /// <summary>Whether a migration is applied by one transaction whose statements are sent as they are.</summary>
    internal bool IsPlain(string id) => Find(MigrationDirection.Up, id) is { Steps: [{ IsTransactional: true } step] } && step.Statements.All(SqlStatements.IsSurelySingle);

    /// <summary>The plan of one migration; null for one that is not there, such as the way back of a migration that has none.</summary>
    internal PlannedMigration? Find(MigrationDirection direction, string id)
    {
        if (!_places.TryGetValue(KeyOf(direction, id), out var place)) return null;

        using var reader = new PlanReader(_content, place);
        return reader.ReadPlan();
    }

    internal static WrittenPlans? Read(byte[] content, string key)
    {
        using var reader = new PlanReader(content, 0);
        if (!reader.IsComplete() || reader.ReadKey() != key) return null;

        var plans = new WrittenPlans(content);
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var (direction, id, place) = reader.SkipPlan();
            plans._places.Add(KeyOf(direction, id), place);
        }

        return plans;
    }

    private static string KeyOf(MigrationDirection direction, string id) => direction == MigrationDirection.Up ? id : $"down {id}";

    /// <summary>A compiler gives every build of an assembly another module version, and the same sources the same one.</summary>
    internal static string KeyOf(MigrationBuild build) =>
        $"{build.Migrations.ManifestModule.ModuleVersionId:N}/{typeof(WrittenPlans).Module.ModuleVersionId:N}/{build.ContextType.FullName}/{build.History.Key}";
}
