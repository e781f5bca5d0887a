using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>is_admin on its way to roles: the statements of applications of before and after, in the window and around it.</summary>
public sealed class RbacTests
{
    private const string Expand = "20260101000030_Rbac";
    private const string Contract = "20260101000034_RbacContract";
    private const string Admins = "SELECT email FROM identity.users u JOIN identity.user_roles r ON r.user_id = u.id WHERE r.role = 'admin' ORDER BY 1";

    [Fact]
    public async Task Backfill_GivesAdministratorsOfBeforeTheRole_AndEndsNoSession()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, TradingSchema.ParentsOf(Expand)[0]);
        await AddAsync(database, "root@example.com", isAdmin: true);
        await AddAsync(database, "trader@example.com", isAdmin: false);
        await TradingSchema.UpAsync(database.ConnectionString, Expand);

        await TradingSchema.BackfillAsync(database.ConnectionString, "admins-to-user-roles");

        Assert.Equal(["root@example.com"], await TradingSchema.RowsAsync(database.ConnectionString, Admins));
        Assert.Equal(["1", "1"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT session_version FROM identity.users"));
    }

    [Fact]
    public async Task Window_WhatEitherApplicationWrites_TheOtherReads()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Expand);

        await AddAsync(database, "old@example.com", isAdmin: true);
        Assert.Equal(["old@example.com"], await TradingSchema.RowsAsync(database.ConnectionString, Admins));
        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE identity.users SET is_admin = false");
        Assert.Empty(await TradingSchema.RowsAsync(database.ConnectionString, Admins));

        await TradingSchema.ExecuteAsync(database.ConnectionString, "INSERT INTO identity.user_roles (user_id, role) SELECT id, 'admin' FROM identity.users");
        Assert.Equal(["True"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT is_admin FROM identity.users"));
        await TradingSchema.ExecuteAsync(database.ConnectionString, "DELETE FROM identity.user_roles");
        Assert.Equal(["False"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT is_admin FROM identity.users"));
    }

    [Fact]
    public async Task Contract_AndItsWayBack_KeepWhoIsAnAdministrator()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, "20260101000033_UserProfileExpand");
        await AddAsync(database, "root@example.com", isAdmin: true);
        await AddAsync(database, "trader@example.com", isAdmin: false);

        await TradingSchema.UpAsync(database.ConnectionString, Contract);
        Assert.Equal(["root@example.com"], await TradingSchema.RowsAsync(database.ConnectionString, Admins));
        await TradingSchema.DownAsync(database.ConnectionString, "-1");

        Assert.Equal(
            ["root@example.com|True", "trader@example.com|False"],
            await TradingSchema.RowsAsync(database.ConnectionString, "SELECT email, is_admin FROM identity.users ORDER BY 1"));
    }

    [Fact]
    public async Task ARoleThatIsGivenOrTaken_RaisesTheSessionVersion_AndNewSessionsBeginUnderIt()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        var before = Sample.Session(user);
        context.AddRange(AccessCatalogue.NewRows());
        context.AddRange(user, before);
        await context.SaveChangesAsync();

        var given = new UserRole { UserId = user.Id, Role = RoleNames.Operator };
        context.Add(given);
        await context.SaveChangesAsync();
        var after = Sample.Session(user);
        context.Add(after);
        await context.SaveChangesAsync();
        context.Remove(given);
        await context.SaveChangesAsync();

        Assert.Equal((1, 2), (before.SessionVersion, after.SessionVersion));
        Assert.Equal(["3"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT session_version FROM identity.users"));
    }

    // As an application of before writes a user: it names is_admin and knows no role.
    private static Task AddAsync(TestDatabase database, string email, bool isAdmin) => TradingSchema.ExecuteAsync(database.ConnectionString, $"""
        INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin)
        VALUES (gen_random_uuid(), 'usr_' || substr(md5('{email}'), 1, 12), '{email}', 'hash', 'Name', true, {isAdmin})
        """);
}
