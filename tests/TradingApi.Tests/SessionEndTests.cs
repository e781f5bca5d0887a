using System.Net;
using Npgsql;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>What ends a session from outside.</summary>
public sealed class SessionEndTests
{
    [Theory]
    [InlineData("INSERT INTO identity.user_roles (user_id, role) VALUES (@user, 'viewer')")]
    [InlineData("DELETE FROM identity.user_roles WHERE user_id = @user")]
    [InlineData("UPDATE identity.user_roles SET role = 'viewer' WHERE user_id = @user")]
    public async Task ChangingAUsersRoles_EndsTheirSession_AndNobodyElses(string change)
    {
        await using var api = await ApiHost.StartAsync();
        var (ada, bob) = (await api.AddUserAsync("ada@example.com"), await api.AddUserAsync("bob@example.com"));
        await ExecuteAsync(api, "INSERT INTO identity.roles (name, description) VALUES ('viewer', ''), ('trader', ''); INSERT INTO identity.user_roles (user_id, role) VALUES (@user, 'trader')", ada.Id.Value);
        using var adas = await api.SignInAsync(ada);
        using var bobs = await api.SignInAsync(bob);
        Assert.Equal(HttpStatusCode.OK, (await adas.GetAsync("/me")).StatusCode);

        await ExecuteAsync(api, change, ada.Id.Value);

        Assert.Equal(HttpStatusCode.Unauthorized, (await adas.GetAsync("/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await adas.GetAsync("/trades")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await bobs.GetAsync("/me")).StatusCode);
        using var again = await api.SignInAsync(ada);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync("/me")).StatusCode);
    }

    private static async Task ExecuteAsync(ApiHost api, string sql, Guid user)
    {
        await using var connection = new NpgsqlConnection(api.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new("user", user) } };
        await command.ExecuteNonQueryAsync();
    }
}
