using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

#nullable disable

namespace TradingPlatform.Data.Migrations;

/// <summary>Joins the two branches that followed Backtests. A database may have taken either first, or have only one of them.</summary>
[MigrationPhase(MigrationPhase.Expand)]
public partial class MergeMarketTypeAndResetTokens : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder)
    {
    }
}
