using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TradingPlatform.AdminApi.Tests;

public sealed class UserTests
{
    [Fact]
    public async Task List_PageByPage_ShowsEveryUserOnceAndNoPassword()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        for (var i = 0; i < 6; i++)
            await api.AddUserAsync($"trader{i}@example.com");

        var seen = new List<string>();
        var page = await administrator.GetFromJsonAsync<JsonElement>("/users?limit=3");
        Assert.DoesNotContain("assword", page.ToString(), StringComparison.Ordinal);
        while (true)
        {
            seen.AddRange(Emails(page));
            if (page.GetProperty("nextCursor").GetString() is not { } cursor)
                break;
            page = await administrator.GetFromJsonAsync<JsonElement>($"/users?limit=3&cursor={cursor}");
        }

        Assert.Equal(7, seen.Count);
        Assert.Equal(7, seen.Distinct().Count());
    }

    [Fact]
    public async Task List_WithAFilter_TakesWildcardsLiterally()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        await api.AddUserAsync("a_b@example.com");
        var gone = await api.AddUserAsync("axb@example.com");
        await administrator.PostAsync($"/users/{gone.PublicId}/suspend", null);

        Assert.Equal(["a_b@example.com"], Emails(await administrator.GetFromJsonAsync<JsonElement>("/users?email=A_B")));
        Assert.Equal([], Emails(await administrator.GetFromJsonAsync<JsonElement>("/users?email=%25")));
        Assert.Equal(["axb@example.com"], Emails(await administrator.GetFromJsonAsync<JsonElement>("/users?active=false")));
    }

    [Fact]
    public async Task Suspend_EndsTheUsersSessionsAtOnce_UntilReactivated()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));
        var user = await api.AddUserAsync("deputy@example.com", isAdmin: true);
        using var deputy = await api.SignInAsync(user);

        var suspended = await administrator.PostAsync($"/users/{user.PublicId}/suspend", null);

        Assert.Equal("suspended", (await suspended.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await deputy.GetAsync("/users")).StatusCode);
        await administrator.PostAsync($"/users/{user.PublicId}/reactivate", null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await deputy.GetAsync("/users")).StatusCode);
        using var again = await api.SignInAsync(user);
        Assert.Equal(HttpStatusCode.OK, (await again.GetAsync($"/users/{user.PublicId}")).StatusCode);
    }

    [Fact]
    public async Task Suspend_OfOneselfOrOfNobody_IsRefused()
    {
        await using var api = await ApiHost.StartAsync();
        var root = await api.AddUserAsync("root@example.com", isAdmin: true);
        using var administrator = await api.SignInAsync(root);

        Assert.Equal(HttpStatusCode.Conflict, (await administrator.PostAsync($"/users/{root.PublicId}/suspend", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PostAsync("/users/usr_000000000000/suspend", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/users")).StatusCode);
    }

    private static List<string> Emails(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("email").GetString()!)];
}
