using System.Globalization;
using System.Text.Json;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Benchmarks;

/// <summary>The peer from JavaScript: one module a migration, each running the same statements.</summary>
internal sealed class NodePgMigratePeer : IPeer
{
    private readonly string _folder;
    private readonly int _count;

    private NodePgMigratePeer(string folder, int count) => (_folder, _count) = (folder, count);

    public string Name => "node-pg-migrate";

    /// <summary>Writes the modules into a folder below the one that the package was installed into.</summary>
    public static NodePgMigratePeer Write(string folder, MigrationScript script)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "migrations"));
        File.WriteAllText(Path.Combine(folder, "package.json"), """{ "private": true, "type": "module" }""");
        foreach (var (index, part) in script.Parts.Index())
        {
            File.WriteAllText(
                Path.Combine(folder, "migrations", string.Create(CultureInfo.InvariantCulture, $"{20260101000001 + index}_step.js")),
                $"export const up = pgm => {{ {Body(part.Up)} }};\nexport const down = pgm => {{ {Body(part.Down)} }};\n");
        }

        return new NodePgMigratePeer(folder, script.Parts.Count);
    }

    public Command Up(Dictionary<string, string?> database, int? count = null) =>
        count is { } number ? Command(database, "up", Text(number)) : Command(database, "up");

    public Command Down(Dictionary<string, string?> database) => Command(database, "down", Text(_count));

    /// <summary>It knows one transaction a migration or none.</summary>
    private static string Body(IReadOnlyList<MigrationStep> steps) => string.Join(
        ' ',
        steps.SelectMany(step => step.Statements).Select(statement => $"pgm.sql({JsonSerializer.Serialize(statement)});")
            .Prepend(steps.All(step => step.IsTransactional) ? "" : "pgm.noTransaction();"));

    private Command Command(Dictionary<string, string?> database, params string[] arguments) =>
        new("node", [Path.Combine(_folder, "..", "node_modules", ".bin", "node-pg-migrate"), .. arguments, "--no-single-transaction", "--verbose=false"])
        {
            Folder = _folder,
            Environment = new(database),
        };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
