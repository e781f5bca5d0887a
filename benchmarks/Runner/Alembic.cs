using System.Globalization;

namespace TradingPlatform.Benchmarks;

/// <summary>The peer from Python: one revision a migration, each running the same statements.</summary>
internal sealed class Alembic
{
    private readonly string _folder;

    private Alembic(string folder) => _folder = folder;

    public static Alembic Write(string folder, MigrationScript script)
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
        return new Alembic(folder);
    }

    public Command Upgrade(Dictionary<string, string?> database, string revision = "head") => Command(database, "upgrade", revision);

    public Command Downgrade(Dictionary<string, string?> database) => Command(database, "downgrade", "base");

    /// <summary>The revision of the migration at this position, counted from 1.</summary>
    public static string Revision(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number:0000}");

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

    // Straight to the driver: SQLAlchemy would look for parameters in the text.
    private static string Body(IReadOnlyList<string> statements) => statements.Count == 0
        ? "    pass"
        : string.Join('\n', statements.Select(statement => $"    op.get_bind().exec_driver_sql(r\"\"\"{statement.Replace("%", "%%", StringComparison.Ordinal)}\"\"\")"));
}
