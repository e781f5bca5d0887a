using System.Net;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task Everything_IsForAdministratorsAlone()
    {
        await using var api = await ApiHost.StartAsync();
        using var trader = await api.SignInAsync(await api.AddUserAsync("trader@example.com"));
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));

        foreach (var path in new[] { "/users", "/users/usr_1", "/schema", "/schema/journal", "/console/api/overview", "/desk/pnl", "/desk/activity", "/desk/positions", "/desk/orders" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anonymous.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await trader.GetAsync(path)).StatusCode);
            Assert.NotEqual(HttpStatusCode.Forbidden, (await administrator.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await trader.PostAsync("/users/usr_1/suspend", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/openapi/v1.json")).StatusCode);
    }

    [Fact]
    public async Task ChangingAnAdministratorsRoles_EndsTheirSession()
    {
        await using var api = await ApiHost.StartAsync();
        var root = await api.AddUserAsync("root@example.com", isAdmin: true);
        using var administrator = await api.SignInAsync(root);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/users")).StatusCode);

        await using var database = api.Database.Context();
        await database.UserRoles.Where(held => held.UserId == root.Id).ExecuteDeleteAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await administrator.GetAsync("/users")).StatusCode);
        using var again = await api.SignInAsync(root);
        Assert.Equal(HttpStatusCode.Forbidden, (await again.GetAsync("/users")).StatusCode);
    }
}
