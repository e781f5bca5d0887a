using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>The load's traders, who all sign in with the same password.</summary>
internal static class LoadOwners
{
    private const long Day = 86_400_000_000;
    private static readonly long Start = CopyBuffer.Microseconds(LoadShape.Start);

    public static LoadTable Users { get; } = new(
        "identity.users", "id, public_id, email, hashed_password, display_name, status, created_at, updated_at", LoadStage.Owners, WriteUsers);

    public static LoadTable Roles { get; } = new("identity.user_roles", "user_id, role, granted_at", LoadStage.Owners, WriteRoles);

    private static void WriteUsers(LoadPart part, CopyBuffer rows)
    {
        for (var user = 0; user < LoadShape.UsersPerChunk; user++)
        {
            var number = part.Number(user, LoadShape.UsersPerChunk);
            rows.Row(8);
            rows.Add(part.UserId(user));
            rows.Add(LoadShape.PublicId("usr", number));
            rows.Add(LoadShape.Email(part.Chunk, user));
            rows.Add(part.HashedPassword);
            rows.Add(FormattableString.Invariant($"Load Trader {number + 1}"));
            rows.Add("active"u8);
            rows.AddTime(CreatedAt(user));
            rows.AddTime(CreatedAt(user));
        }
    }

    private static void WriteRoles(LoadPart part, CopyBuffer rows)
    {
        for (var user = 0; user < LoadShape.UsersPerChunk; user++)
        {
            rows.Row(3);
            rows.Add(part.UserId(user));
            rows.Add(RoleNames.Trader);
            rows.AddTime(CreatedAt(user));
        }
    }

    private static long CreatedAt(int user) => Start - ((user + 1) * Day);
}
