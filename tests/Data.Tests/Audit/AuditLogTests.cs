using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>Nobody rewrites the audit.</summary>
public sealed class AuditLogTests
{
    [Fact]
    public async Task Save_KeepsTheEntry_AndItsActorCannotBeDeleted()
    {
        await using var database = await TradingSchema.MigratedAsync();
        var user = Sample.User();
        var session = UserSessionId.New();
        await using (var writer = TradingSchema.Open(database.ConnectionString))
        {
            writer.AddRange(user, new AuditEntry
            {
                ActorUserId = user.Id,
                Action = "order.cancel",
                Details = JsonElement.Parse("""{"order":"0123456789abcdef01234567"}"""),
                Reason = "fat finger",
                IpAddress = IPAddress.Loopback,
                SessionId = session,
                EventType = "action",
                ResourceType = "order",
                ResourceId = "0123456789abcdef01234567",
                Outcome = AuditOutcome.NoOp,
                AmrMethod = "pwd",
            });
            await writer.SaveChangesAsync();
        }

        await using var context = TradingSchema.Open(database.ConnectionString);
        var read = await context.AuditLog.SingleAsync();
        Assert.Equal((user.Id, session, IPAddress.Loopback, AuditOutcome.NoOp), (read.ActorUserId, read.SessionId, read.IpAddress, read.Outcome));
        Assert.NotEqual(default, read.OccurredAt);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, "DELETE FROM identity.users"));
        Assert.Equal("fk_audit_log_users_actor_user_id", refusal.ConstraintName);
    }

    // The tests' role owns the table and is a superuser: who may do less is refused no less.
    [Theory]
    [InlineData("UPDATE audit.audit_log SET reason = 'nothing happened'", "UPDATE")]
    [InlineData("UPDATE audit.audit_log SET reason = reason WHERE false", "UPDATE")]
    [InlineData("DELETE FROM audit.audit_log", "DELETE")]
    [InlineData("TRUNCATE audit.audit_log", "TRUNCATE")]
    [InlineData("SET session_replication_role = replica; DELETE FROM audit.audit_log", "DELETE")]
    [InlineData("INSERT INTO audit.audit_log (id, action, event_type, resource_type, outcome) SELECT id, action, event_type, resource_type, outcome FROM audit.audit_log ON CONFLICT (id) DO UPDATE SET action = 'x'", "UPDATE")]
    public async Task Change_IsRefused(string sql, string statement)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        context.Add(new AuditEntry { Action = "login", EventType = "authentication", ResourceType = "session", Outcome = AuditOutcome.Denied });
        await context.SaveChangesAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, sql));

        Assert.Equal((PostgresErrorCodes.InsufficientPrivilege, $"audit.audit_log is append-only: {statement} is refused"), (refusal.SqlState, refusal.MessageText));
        Assert.Equal("login", (await context.AuditLog.AsNoTracking().SingleAsync()).Action);
    }
}
