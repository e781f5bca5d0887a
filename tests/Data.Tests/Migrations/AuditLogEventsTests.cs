using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>Old audit entries become events, and are open to that one change alone, until the contract.</summary>
public sealed class AuditLogEventsTests
{
    private const string Before = "20260101000019_AuditLog";
    private const string Expand = "20260101000020_AuditLogEvents";
    private const string Contract = "20260101000021_AuditLogEventsContract";

    private const string Entries = "SELECT action, event_type, resource_type, outcome FROM audit.audit_log ORDER BY action";

    [Fact]
    public async Task Backfill_FillsWhatIsMissing_AndTheContractHolds()
    {
        await using var database = await WithAnOldEntryAsync();
        await TradingSchema.ExecuteAsync(database.ConnectionString,
            "INSERT INTO audit.audit_log (action, event_type, resource_type, outcome) VALUES ('new', 'authentication', 'session', 'denied')");
        // The version before goes on writing as it did.
        await TradingSchema.ExecuteAsync(database.ConnectionString, "INSERT INTO audit.audit_log (action) VALUES ('meanwhile')");

        await TradingSchema.BackfillAsync(database.ConnectionString, "audit-log-events");
        await TradingSchema.UpAsync(database.ConnectionString, Contract);

        Assert.Equal(
            ["meanwhile|action|system|success", "new|authentication|session|denied", "old|action|system|success"],
            await TradingSchema.RowsAsync(database.ConnectionString, Entries));
        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => TradingSchema.ExecuteAsync(database.ConnectionString, "INSERT INTO audit.audit_log (action) VALUES ('late')"));
        Assert.Equal(PostgresErrorCodes.NotNullViolation, refusal.SqlState);
    }

    [Theory]
    [InlineData("UPDATE audit.audit_log SET reason = 'nothing happened'")]
    [InlineData("UPDATE audit.audit_log SET outcome = 'success', action = 'other'")]
    [InlineData("UPDATE audit.audit_log SET outcome = 'failure'; UPDATE audit.audit_log SET outcome = 'success'")]
    [InlineData("UPDATE audit.audit_log SET outcome = 'failure'; UPDATE audit.audit_log SET outcome = NULL")]
    [InlineData("DELETE FROM audit.audit_log")]
    [InlineData("TRUNCATE audit.audit_log")]
    public async Task Window_EveryOtherChange_IsRefused(string sql)
    {
        await using var database = await WithAnOldEntryAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        Assert.Equal("old|||", Assert.Single(await TradingSchema.RowsAsync(database.ConnectionString, Entries)));
    }

    [Fact]
    public async Task Down_OfTheContract_LetsTheVersionBeforeWriteAgain()
    {
        await using var database = await WithAnOldEntryAsync();
        await TradingSchema.BackfillAsync(database.ConnectionString, "audit-log-events");
        await TradingSchema.UpAsync(database.ConnectionString, Contract);

        await TradingSchema.DownAsync(database.ConnectionString, Expand);
        await TradingSchema.ExecuteAsync(database.ConnectionString, "INSERT INTO audit.audit_log (action) VALUES ('again')");
        await TradingSchema.DownAsync(database.ConnectionString, Before);

        Assert.Equal(["again", "old"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT action FROM audit.audit_log ORDER BY 1"));
        await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(database.ConnectionString, "DELETE FROM audit.audit_log"));
    }

    private static async Task<TestDatabase> WithAnOldEntryAsync()
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Before);
        await TradingSchema.ExecuteAsync(database.ConnectionString, "INSERT INTO audit.audit_log (action) VALUES ('old')");
        await TradingSchema.UpAsync(database.ConnectionString, Expand);
        return database;
    }
}
