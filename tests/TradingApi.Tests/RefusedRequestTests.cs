using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>Requests that change nothing, so that they share one API.</summary>
public sealed class RefusedRequestTests(SharedApi shared) : IClassFixture<SharedApi>
{
    [Theory]
    [InlineData("/me")]
    [InlineData("/strategies")]
    [InlineData("/bots")]
    [InlineData("/trades")]
    [InlineData("/trades/1")]
    [InlineData("/order-logs")]
    public async Task Requests_WithoutASignIn_AreRefused(string path)
    {
        var answer = await shared.Api.Anonymous.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=many", "query")]
    [InlineData("cursor=nonsense", "cursor")]
    [InlineData("cursor=%00", "cursor")]
    [InlineData("cursor=dHJhZGVzfDF8", "cursor")] // trades|1|
    [InlineData("cursor=c3RyYXRlZ2llc3wxfHN0cl8x", "cursor")] // strategies|1|str_1
    [InlineData("cursor=dHJhZGVzfHx0MQ", "cursor")] // trades||t1
    [InlineData("cursor=dHJhZGVzfDk5OTk5OTk5OTk5OTk5OTk5OTl8dDE", "cursor")] // trades|9999999999999999999|t1
    public async Task List_AskedForNonsense_SaysWhichParameterAndWhatToDo(string query, string named)
    {
        var answer = await shared.SignedIn.GetAsync($"/trades?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!;
        Assert.Contains(named, problem.Detail);
        Assert.True(problem.Extensions.ContainsKey("traceId"));
    }
}
