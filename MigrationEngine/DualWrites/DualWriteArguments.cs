namespace TradingPlatform.MigrationEngine;

/// <summary>Refuses dual writes that cannot be written, while the migration is read.</summary>
internal static class DualWriteArguments
{
    // What the trigger's function calls its own variables, and what PL/pgSQL calls its.
    private static readonly string[] Reserved = ["new", "old", "found", "sqlstate", "sqlerrm"];

    public static void Check(string name, string table, IReadOnlyList<DualWrite> pairs)
    {
        Require(name, "name");
        Require(table, "table");
        if (pairs.Count == 0) throw Bad($"Dual writes '{name}' on {table} have no pair of columns: give at least one {nameof(DualWrite)}.");

        foreach (var pair in pairs)
        {
            Require(pair.OldColumn, "old column");
            Require(pair.NewColumn, "new column");
            if (pair.OldColumn == pair.NewColumn) throw Bad($"Dual writes '{name}' on {table} pair column {pair.OldColumn} with itself: a rename needs the column under its new name beside it.");
            foreach (var column in new[] { pair.OldColumn, pair.NewColumn }.Where(IsReserved))
                throw Bad($"Dual writes '{name}' on {table}: column {column} has a name that PL/pgSQL, or the trigger, uses itself; keep it in step with a trigger of your own.");
        }

        if (pairs.GroupBy(pair => (pair.OldColumn, pair.NewColumn)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Bad($"Dual writes '{name}' on {table} name the pair {twice.Key.OldColumn}, {twice.Key.NewColumn} twice.");
    }

    public static void Require(string value, string what)
    {
        if (string.IsNullOrWhiteSpace(value)) throw Bad($"An operation of the migration has an empty {what}: name it.");
    }

    private static bool IsReserved(string column) =>
        Reserved.Contains(column) || column.StartsWith("tg_", StringComparison.Ordinal) || column.StartsWith(DualWriteTrigger.VariablePrefix, StringComparison.Ordinal);

    private static MigrationException Bad(string message) => new(MigrationExitCode.Usage, message);
}
