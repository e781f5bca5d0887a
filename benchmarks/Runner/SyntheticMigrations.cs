using System.Globalization;
using System.Text;

namespace TradingPlatform.Benchmarks;

/// <summary>
/// Writes migrations as the service's template writes them: attributes in the Designer file, no model. Two of them make three tables of
/// eight columns with four indexes each.
/// </summary>
internal static class SyntheticMigrations
{
    public static void Write(string folder, int count, DesignerFile designer = DesignerFile.Platform)
    {
        var table = 0;
        for (var number = 1; number <= count; number++)
        {
            int[] tables = number % 2 == 0 ? [++table] : [++table, ++table];
            Write(folder, number, Up(tables), Down(tables), designer);
        }
    }

    /// <summary>One migration that takes a while: for a look at the state while it runs.</summary>
    public static void WriteSlow(string folder, int seconds) => Write(
        folder,
        number: 1,
        Up([1]) + string.Create(CultureInfo.InvariantCulture, $"        builder.Sql(\"SELECT pg_sleep({seconds})\");\n"),
        Down([1]),
        DesignerFile.Platform);

    private static void Write(string folder, int number, string up, string down, DesignerFile designer)
    {
        var id = Id(number);
        var parents = designer == DesignerFile.Platform ? $"\n[MigrationParents({(number == 1 ? "" : $"\"{Id(number - 1)}\"")})]" : "";
        var members = designer == DesignerFile.EntityFramework ? $"\n{{\n{SyntheticModel.Code}}}" : ";";
        var name = string.Create(CultureInfo.InvariantCulture, $"Step{number}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, id + ".cs"),
            $$"""
            using System;
            using Microsoft.EntityFrameworkCore.Migrations;

            namespace Synthetic;

            public partial class {{name}} : Migration
            {
                protected override void Up(MigrationBuilder builder)
                {
            {{up}}    }

                protected override void Down(MigrationBuilder builder)
                {
            {{down}}    }
            }
            """);
        File.WriteAllText(
            Path.Combine(folder, id + ".Designer.cs"),
            $"""
            using System;
            using Microsoft.EntityFrameworkCore;
            using Microsoft.EntityFrameworkCore.Infrastructure;
            using Microsoft.EntityFrameworkCore.Migrations;
            using TradingPlatform.Benchmarks;
            using TradingPlatform.MigrationEngine;

            namespace Synthetic;

            [DbContext(typeof(SyntheticContext))]
            [Migration("{id}")]{parents}
            partial class {name}{members}
            """);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"{20260101000000 + number}_Step{number}");

    private static string Up(int[] tables)
    {
        var code = new StringBuilder();
        foreach (var table in tables)
        {
            code.Append(CultureInfo.InvariantCulture, $$"""
                        builder.CreateTable(
                            name: "table_{{table}}",
                            columns: table => new
                            {
                                id = table.Column<Guid>(type: "uuid", nullable: false),
                                name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                                note = table.Column<string>(type: "text", nullable: true),
                                quantity = table.Column<int>(type: "integer", nullable: false),
                                price = table.Column<decimal>(type: "numeric(28,10)", precision: 28, scale: 10, nullable: false),
                                is_active = table.Column<bool>(type: "boolean", nullable: false, defaultValue: true),
                                created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                                updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                            },
                            constraints: table => table.PrimaryKey("pk_table_{{table}}", row => row.id));

                """);
            foreach (var column in (string[])["name", "quantity", "price", "created_at"])
                code.Append(CultureInfo.InvariantCulture, $"        builder.CreateIndex(\"ix_table_{table}_{column}\", \"table_{table}\", \"{column}\");\n");
        }

        return code.ToString();
    }

    private static string Down(int[] tables) =>
        string.Concat(tables.Reverse().Select(table => string.Create(CultureInfo.InvariantCulture, $"        builder.DropTable(\"table_{table}\");\n")));
}
