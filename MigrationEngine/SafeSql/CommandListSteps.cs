using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Ends commands as what they are: part of a transaction, or alone.</summary>
internal static class CommandListSteps
{
    /// <summary>Appends SQL and ends the command; it runs in a transaction with its neighbours.</summary>
    public static void InTransaction(this MigrationCommandListBuilder builder, string sql) => builder.Append(sql).AppendLine(";").EndCommand();

    /// <summary>Writes a command that commits for itself, apart from what comes before and after it.</summary>
    public static void Alone(this MigrationCommandListBuilder builder, string sql) => builder.Append(sql).AppendLine(";").EndCommand(suppressTransaction: true);
}
