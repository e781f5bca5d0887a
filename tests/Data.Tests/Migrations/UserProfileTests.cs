using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>name and is_active on their way to display_name and status: the statements of applications of before and after at each step.</summary>
public sealed class UserProfileTests
{
    private const string Expand = "20260101000033_UserProfileExpand";
    private const string Contract = "20260101000035_UserProfileContract";
    private const string InBothForms = "SELECT email, name, is_active, display_name, status FROM identity.users ORDER BY 1";
    private const string Names = "SELECT email, display_name, status FROM identity.users ORDER BY 1";

    [Fact]
    public async Task Backfill_FillsUsersOfBefore()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, TradingSchema.ParentsOf(Expand)[0]);
        await AddOldAsync(database, "a@example.com", isActive: true);
        await AddOldAsync(database, "b@example.com", isActive: false);
        await TradingSchema.UpAsync(database.ConnectionString, Expand);

        await TradingSchema.BackfillAsync(database.ConnectionString, "user-profile");

        Assert.Equal(["a@example.com|Old a@example.com|active", "b@example.com|Old b@example.com|suspended"], await TradingSchema.RowsAsync(database.ConnectionString, Names));
    }

    [Fact]
    public async Task Window_WhatEitherApplicationWrites_TheOtherReads()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Expand);
        await AddOldAsync(database, "a@example.com", isActive: true);
        await AddNewAsync(database, "b@example.com", "deactivated");

        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE identity.users SET is_active = false WHERE email = 'a@example.com'");
        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE identity.users SET name = 'Renamed' WHERE email = 'b@example.com'");
        Assert.Equal(
            ["a@example.com|Old a@example.com|False|Old a@example.com|suspended", "b@example.com|Renamed|False|Renamed|deactivated"],
            await TradingSchema.RowsAsync(database.ConnectionString, InBothForms));

        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE identity.users SET display_name = 'New', status = 'active'");
        Assert.Equal(
            ["a@example.com|New|True|New|active", "b@example.com|New|True|New|active"],
            await TradingSchema.RowsAsync(database.ConnectionString, InBothForms));
    }

    [Fact]
    public async Task Contract_AndItsWayBack_KeepNamesAndStatus()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Expand);
        await AddOldAsync(database, "a@example.com", isActive: false);
        await AddNewAsync(database, "b@example.com", "deactivated");
        var before = await TradingSchema.RowsAsync(database.ConnectionString, InBothForms);

        await TradingSchema.UpAsync(database.ConnectionString, Contract);
        Assert.Equal(["a@example.com|Old a@example.com|suspended", "b@example.com|New|deactivated"], await TradingSchema.RowsAsync(database.ConnectionString, Names));
        await TradingSchema.DownAsync(database.ConnectionString, Expand);

        Assert.Equal(before, await TradingSchema.RowsAsync(database.ConnectionString, InBothForms));
        await AddOldAsync(database, "c@example.com", isActive: true);
    }

    [Theory]
    [InlineData("+14155550123", true)]
    [InlineData("+919876543210", true)]
    [InlineData("4155550123", false)]
    [InlineData("+0155550123", false)]
    [InlineData("+1415555012345678", false)]
    public async Task Phone_IsE164(string phone, bool isGood)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await AddNewAsync(database, "a@example.com", "active");

        var set = TradingSchema.ExecuteAsync(database.ConnectionString, $"UPDATE identity.users SET phone = '{phone}'");

        if (isGood) await set;
        else Assert.Equal("ck_users_phone", (await Assert.ThrowsAsync<PostgresException>(() => set)).ConstraintName);
    }

    private static Task AddOldAsync(TestDatabase database, string email, bool isActive) => TradingSchema.ExecuteAsync(database.ConnectionString, $"""
        INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin)
        VALUES (gen_random_uuid(), 'usr_' || substr(md5('{email}'), 1, 12), '{email}', 'hash', 'Old {email}', {isActive}, false)
        """);

    private static Task AddNewAsync(TestDatabase database, string email, string status) => TradingSchema.ExecuteAsync(database.ConnectionString, $"""
        INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status)
        VALUES (gen_random_uuid(), 'usr_' || substr(md5('{email}'), 1, 12), '{email}', 'hash', 'New', '{status}')
        """);
}
