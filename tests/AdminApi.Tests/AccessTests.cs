using System.Net;

namespace TradingPlatform.AdminApi.Tests;

public sealed class AccessTests
{
    [Fact]
    public async Task Everything_IsForAdministratorsAlone()
    {
        await using var api = await ApiHost.StartAsync();
        using var trader = await api.SignInAsync(await api.AddUserAsync("trader@example.com"));
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));

        foreach (var path in new[] { "/users", "/users/usr_1", "/schema", "/schema/journal" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await api.Anonymous.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await trader.GetAsync(path)).StatusCode);
            Assert.NotEqual(HttpStatusCode.Forbidden, (await administrator.GetAsync(path)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await trader.PostAsync("/users/usr_1/suspend", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/openapi/v1.json")).StatusCode);
    }
}
