using System.Reflection;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The migrations of a program, said without EF Core: what <see cref="MigrationEngineOptions.ContextOptions"/> says, at the price of a few
/// names. With it, and with <see cref="WrittenPlans"/> beside the assembly, a run sets up nothing of EF Core.
/// </summary>
/// <param name="Migrations">The assembly that contains the migrations.</param>
/// <param name="ContextType">The context that they belong to.</param>
/// <param name="HistoryTable">The name of EF's history table, as the context's options give it.</param>
/// <param name="HistorySchema">Its schema; null for the search path.</param>
public sealed record MigrationBuild(Assembly Migrations, Type ContextType, string HistoryTable, string? HistorySchema)
{
    internal HistoryTable History => new(HistorySchema, HistoryTable);

    internal MigrationGraph ReadGraph() => MigrationGraph.Of(Migrations, ContextType);
}
