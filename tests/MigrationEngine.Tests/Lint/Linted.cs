using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>Lints operations that a test builds as a migration would.</summary>
internal static class Linted
{
    public static LintCheck Of(
        Action<MigrationBuilder> build,
        LintFacts? facts = null,
        MigrationDirection direction = MigrationDirection.Up,
        MigrationPhase phase = MigrationPhase.Expand)
    {
        var operations = Build(build);
        return new LintCheck(LintMigration.Of("20260101_Test", direction, phase, operations, Generate(Build(build))), facts);
    }

    /// <summary>The findings of one rule that stand in the way.</summary>
    public static IReadOnlyList<LintFinding> By(this LintCheck check, string rule) => [.. check.Findings.Where(finding => finding.Rule == rule && finding.Counts)];

    private static List<MigrationOperation> Build(Action<MigrationBuilder> build)
    {
        var builder = new MigrationBuilder("Npgsql.EntityFrameworkCore.PostgreSQL");
        build(builder);
        return builder.Operations;
    }

    private static List<IReadOnlyList<MigrationCommand>?> Generate(List<MigrationOperation> operations)
    {
        using var context = new LosingContext(new DbContextOptionsBuilder<LosingContext>().UseNpgsql().Options);
        var generator = SafeMigrationsSqlGenerator.Of(context);
        var builder = new ModelBuilder();
        builder.HasAnnotation("ProductVersion", ProductInfo.GetVersion());
        var model = context.GetService<IModelRuntimeInitializer>().Initialize((IModel)builder.Model);
        var exemptions = operations.OfType<ExemptOperation>().ToList();
        return [.. operations.Select(operation => operation is ExemptOperation ? [] : Generate(generator, [.. exemptions, operation], model))];
    }

    private static IReadOnlyList<MigrationCommand>? Generate(SafeMigrationsSqlGenerator generator, IReadOnlyList<MigrationOperation> operations, IModel model)
    {
        try
        {
            return generator.GenerateForEngine(operations, model);
        }
        catch (MigrationException)
        {
            return null;
        }
    }
}
