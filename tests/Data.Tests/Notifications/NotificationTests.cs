using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>What users are told, what they chose, and the devices it reaches.</summary>
public sealed class NotificationTests
{
    [Fact]
    public async Task Save_KeepsNotificationPreferenceAndDevice()
    {
        await using var database = await TradingSchema.MigratedAsync();
        var user = Sample.User();
        var preference = new NotificationPreference
        {
            UserId = user.Id,
            Type = NotificationType.DailySummary,
            Channel = NotificationChannel.InApp,
            Enabled = false,
            QuietFrom = new TimeOnly(22, 0),
            QuietUntil = new TimeOnly(6, 30),
            QuietZone = "Asia/Kolkata",
        };
        await using (var writer = TradingSchema.Open(database.ConnectionString))
        {
            writer.AddRange(user, Sample.Notification(user), preference, Sample.DeviceToken(user));
            await writer.SaveChangesAsync();
        }

        await using var context = TradingSchema.Open(database.ConnectionString);
        var told = await context.Notifications.SingleAsync();
        Assert.Equal((NotificationType.SlTriggered, NotificationSeverity.Critical, null), (told.Type, told.Severity, told.ReadAt));
        Assert.Equal("0123456789abcdef01234567", told.Payload.GetProperty("order").GetString());
        var chosen = await context.NotificationPreferences.SingleAsync();
        Assert.Equal((false, new TimeOnly(22, 0), new TimeOnly(6, 30), "Asia/Kolkata"), (chosen.Enabled, chosen.QuietFrom, chosen.QuietUntil, chosen.QuietZone));
        Assert.Equal("2026-01", (await context.DeviceTokens.SingleAsync()).EncryptedToken!.KeyId);
    }

    [Fact]
    public async Task DeviceToken_IsUniqueAmongThoseInUse_AndFreeAgainWhenRevoked()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var (first, second) = (Sample.User("first@example.com"), Sample.User("second@example.com"));
        var device = Sample.DeviceToken(first);
        context.AddRange(first, second, device);
        await context.SaveChangesAsync();
        const string register = """
            INSERT INTO notifications.device_tokens (id, user_id, platform, encrypted_token, encrypted_token_key_id, token_hash)
            SELECT gen_random_uuid(), (SELECT id FROM identity.users WHERE email LIKE 'second%'), platform, '\x01', 'k', token_hash FROM notifications.device_tokens
            """;

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, register));
        Assert.Equal("ux_device_tokens_token_hash", refusal.ConstraintName);

        device.RevokedAt = DateTimeOffset.UnixEpoch;
        device.EncryptedToken = null;
        await context.SaveChangesAsync();
        await TradingSchema.ExecuteAsync(database.ConnectionString, register);
    }

    [Theory]
    [InlineData("notification_preferences", "quiet_until = NULL", "ck_notification_preferences_quiet")]
    [InlineData("notification_preferences", "quiet_until = quiet_from", "ck_notification_preferences_quiet")]
    [InlineData("notification_preferences", "channel = 'pigeon'", "ck_notification_preferences_channel")]
    [InlineData("device_tokens", "encrypted_token = NULL, encrypted_token_key_id = NULL", "ck_device_tokens_token_in_use")]
    [InlineData("device_tokens", "token_hash = '\\x01'", "ck_device_tokens_token_hash")]
    [InlineData("notifications", "type = 'gossip'", "ck_notifications_type")]
    public async Task Row_ThatMakesNoSense_IsRefusedByTheDatabase(string table, string assignment, string constraint)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, Sample.Notification(user), Sample.DeviceToken(user), new NotificationPreference
        {
            UserId = user.Id,
            Type = NotificationType.TokenExpiry,
            Channel = NotificationChannel.Push,
            QuietFrom = new TimeOnly(22, 0),
            QuietUntil = new TimeOnly(6, 0),
        });
        await context.SaveChangesAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() =>
            TradingSchema.ExecuteAsync(database.ConnectionString, $"UPDATE notifications.{table} SET {assignment}"));

        Assert.Equal(constraint, refusal.ConstraintName);
    }

    [Fact]
    public async Task Unread_AreFoundByTheirIndex()
    {
        await using var database = await TradingSchema.MigratedAsync();

        var index = await TradingSchema.RowsAsync(database.ConnectionString,
            "SELECT pg_get_indexdef('notifications.ix_notifications_user_id_unread'::regclass)");

        Assert.EndsWith("(user_id) WHERE (read_at IS NULL)", Assert.Single(index), StringComparison.Ordinal);
    }
}
