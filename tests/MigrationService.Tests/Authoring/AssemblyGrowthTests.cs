using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using TradingPlatform.MigrationEngine;
using static TradingPlatform.MigrationService.Tests.Workshop;

namespace TradingPlatform.MigrationService.Tests;

public sealed class AssemblyGrowthTests
{
    private const int Count = 500;

    [Fact]
    public async Task FiveHundredMigrations_AreNoLargerThanWhatTheyDo()
    {
        using var workshop = new Workshop().WithModel(Entity("bots"));
        await using var bench = workshop.Open();
        var generator = bench.Author.Generator;
        var drafts = Enumerable.Range(1, Count).Select(Draft).ToList();
        List<string> context = [File.ReadAllText(Path.Combine(workshop.Project, "ShopContext.cs"))];

        var operations = SizeOf([.. context, .. drafts.Select(generator.GenerateMigration)]);
        var all = SizeOf([.. context, .. drafts.Select(generator.GenerateMigration), .. drafts.Select(draft => generator.GenerateMetadata(draft, bench.Author.Model.ContextType))]);

        // With designer models of the platform's schema it is fifty times as much.
        Assert.InRange(all, operations, 3 * operations);
        Assert.InRange(all, 1, 500_000);
    }

    private static MigrationDraft Draft(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"AddNumber{number}");
        var column = new AddColumnOperation { Schema = "shop", Table = "bots", Name = $"number_{number}", ClrType = typeof(int), ColumnType = "integer", IsNullable = true };
        return new MigrationDraft
        {
            Id = $"{20260101000000L + number}_{name}",
            Name = MigrationTitle.Of($"Adds number {number}.", name),
            Namespace = "Shop.Migrations",
            Parents = number == 1 ? [] : [$"{20260101000000L + number - 1}_AddNumber{number - 1}"],
            Phase = MigrationPhase.Expand,
            Up = [column],
            Down = [new DropColumnOperation { Schema = "shop", Table = "bots", Name = column.Name }],
        };
    }

    private static long SizeOf(IEnumerable<string> sources)
    {
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("Growth", sources.Select(source => CSharpSyntaxTree.ParseText(source)), References.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(3)));
        return image.Length;
    }
}
