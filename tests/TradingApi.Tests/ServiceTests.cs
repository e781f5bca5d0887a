using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace TradingPlatform.TradingApi.Tests;

public sealed class ServiceTests
{
    [Fact]
    public async Task OpenApi_ListsEveryEndpointAndTheBearerScheme()
    {
        await using var api = await ApiHost.StartAsync();

        var document = await api.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order().ToList();
        Assert.Equal(
            [
                "/auth/refresh", "/auth/sign-in", "/auth/sign-out", "/bots", "/bots/{id}", "/me", "/order-logs", "/order-logs/{id}",
                "/strategies", "/strategies/{id}", "/trades", "/trades/{id}",
            ],
            paths.Select(path => path.Length > 1 ? path.TrimEnd('/') : path));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Bearer").GetProperty("scheme").GetString());
        var trades = document.GetProperty("paths").EnumerateObject().First(path => path.Name.TrimEnd('/') == "/trades").Value.GetProperty("get");
        Assert.Equal(1, trades.GetProperty("security").GetArrayLength());
        Assert.Equal(["limit", "cursor"], trades.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Health_TellsReadyAndAlive_AndNotReadyWithoutTheDatabase()
    {
        await using var api = await ApiHost.StartAsync();
        using var client = await api.SignInAsync(await api.AddUserAsync("ada@example.com"));
        Assert.Equal("""{"status":"healthy","checks":{"tradingdb":"healthy","schema":"healthy"}}""", await api.Anonymous.GetStringAsync("/health"));

        await api.Database.DisposeAsync();

        var health = await api.Anonymous.GetAsync("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("""{"status":"unhealthy","checks":{"tradingdb":"unhealthy","schema":"healthy"}}""", await health.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await api.Anonymous.GetAsync("/alive")).StatusCode);

        var trades = await client.GetAsync("/trades");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, trades.StatusCode);
        Assert.NotNull(trades.Headers.RetryAfter);
        Assert.DoesNotContain("Npgsql", await trades.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatCannotBeRead_IsTheCallersMistake()
    {
        await using var api = await ApiHost.StartAsync();

        var answer = await api.Anonymous.PostAsync("/auth/sign-in", new StringContent("{", null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("/openapi/v1.json", (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail);
    }

    [Fact]
    public async Task Path_ThatDoesNotExist_IsAProblemToo()
    {
        await using var api = await ApiHost.StartAsync();

        var answer = await api.Anonymous.GetAsync("/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
