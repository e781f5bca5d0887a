using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data.Migrations;

/// <summary>Keeps the columns of a user's profile in step with those they replace, between UserProfileExpand and UserProfileContract.</summary>
internal static class UserProfileInStep
{
    private const string Name = "profile";

    public static void Start(MigrationBuilder migrationBuilder) => migrationBuilder.StartDualWrites(
        Name,
        "identity",
        "users",
        new DualWrite("name", "display_name"),
        new DualWrite("is_active", "status")
        {
            ToNew = "CASE WHEN is_active THEN 'active' ELSE 'suspended' END",
            ToOld = "status = 'active'",
        });

    public static void Stop(MigrationBuilder migrationBuilder) => migrationBuilder.StopDualWrites(Name, "identity", "users");
}
