using System.Globalization;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Benchmarks;

/// <summary>The peer from Python: one revision a migration, each running the same statements.</summary>
internal sealed class AlembicPeer : IPeer
{
    private readonly string _folder;

    private AlembicPeer(string folder) => _folder = folder;

    public static AlembicPeer Write(string folder, MigrationScript script)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "migrations", "versions"));
        File.WriteAllText(Path.Combine(folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
        File.WriteAllText(
            Path.Combine(folder, "migrations", "env.py"),
            """
            import os
            from alembic import context
            from sqlalchemy import create_engine, pool

            engine = create_engine("postgresql+psycopg2://", poolclass=pool.NullPool)
            with engine.connect() as connection:
                context.configure(connection=connection, transaction_per_migration=True)
                with context.begin_transaction():
                    context.run_migrations()
            """);
        for (var index = 0; index < script.Parts.Count; index++) WriteRevision(folder, script.Parts[index], index);
        return new AlembicPeer(folder);
    }

    public string Name => "Alembic";

    public Command Up(Dictionary<string, string?> database, int? count = null) =>
        Command(database, "upgrade", count is { } number ? Revision(number) : "head");

    public Command Down(Dictionary<string, string?> database) => Command(database, "downgrade", "base");

    private static string Revision(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number:0000}");

    private Command Command(Dictionary<string, string?> database, params string[] arguments) =>
        new("alembic", arguments) { Folder = _folder, Environment = new(database) };

    private static void WriteRevision(string folder, MigrationScript.Part part, int index)
    {
        var parent = index == 0 ? "None" : $"'{Revision(index)}'";
        File.WriteAllText(
            Path.Combine(folder, "migrations", "versions", Revision(index + 1) + ".py"),
            $"""
            from alembic import op

            revision = '{Revision(index + 1)}'
            down_revision = {parent}


            def upgrade():
            {Body(part.Up)}


            def downgrade():
            {Body(part.Down)}
            """);
    }

    private static string Body(IReadOnlyList<MigrationStep> steps)
    {
        var lines = new List<string>();
        foreach (var step in steps)
        {
            if (!step.IsTransactional) lines.Add("    with op.get_context().autocommit_block():");
            lines.AddRange(step.Statements.Select(statement => $"{(step.IsTransactional ? "" : "    ")}    {Execute(statement)}"));
        }

        return lines.Count == 0 ? "    pass" : string.Join('\n', lines);
    }

    // Straight to the driver: SQLAlchemy would look for parameters in the text.
    private static string Execute(string statement) =>
        $"op.get_bind().exec_driver_sql(r\"\"\"{statement.Replace("%", "%%", StringComparison.Ordinal)}\"\"\")";
}
