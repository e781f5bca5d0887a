using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.Identity.Tests;

public sealed class SessionTests
{
    private const string Email = "ada@example.com";

    [Fact]
    public async Task Refresh_GivesNewTokensAndEndsTheOldOnes()
    {
        await using var host = await StartAsync();
        var first = await host.SignedInAsync(Email);

        var second = await IdentityHost.TokensAsync(await host.RefreshAsync(first.RefreshToken));

        Assert.Equal(HttpStatusCode.OK, await host.GetAsync("/whoami", second.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.GetAsync("/whoami", first.AccessToken));
    }

    [Fact]
    public async Task Refresh_WithATokenThatWasUsed_EndsEverySessionThatCameFromIt()
    {
        await using var host = await StartAsync();
        var other = await host.SignedInAsync(Email);
        var first = await host.SignedInAsync(Email);
        var second = await IdentityHost.TokensAsync(await host.RefreshAsync(first.RefreshToken));
        var third = await IdentityHost.TokensAsync(await host.RefreshAsync(second.RefreshToken));

        var reused = await host.RefreshAsync(first.RefreshToken);

        Assert.Equal(HttpStatusCode.Unauthorized, reused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await host.GetAsync("/whoami", third.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.RefreshAsync(third.RefreshToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await host.GetAsync("/whoami", other.AccessToken));
    }

    [Fact]
    public async Task Refresh_ByManyAtOnce_LeavesAtMostOneLiveSession()
    {
        await using var host = await StartAsync();
        var first = await host.SignedInAsync(Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.RefreshAsync(first.RefreshToken)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized));
        await using var context = host.Database.Context();
        Assert.Equal(2, await context.UserSessions.CountAsync());
        Assert.Equal(0, await context.UserSessions.CountAsync(session => session.RevokedAt == null));
    }

    [Fact]
    public async Task Refresh_AfterItsTime_IsRefused()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignedInAsync(Email);

        host.Time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.RefreshAsync(tokens.RefreshToken)).StatusCode);
    }

    [Fact]
    public async Task Request_WithAnExpiredAccessToken_IsRefusedAndRefreshHelps()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignedInAsync(Email);
        host.Time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.OK, await host.GetAsync("/whoami", tokens.AccessToken));

        host.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await host.GetAsync("/whoami", tokens.AccessToken));
        var next = await IdentityHost.TokensAsync(await host.RefreshAsync(tokens.RefreshToken));
        Assert.Equal(HttpStatusCode.OK, await host.GetAsync("/whoami", next.AccessToken));
    }

    [Fact]
    public async Task Request_NotesWhenTheSessionWasLastSeen_OnceAMinute()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignedInAsync(Email);
        var begun = await LastSeenAsync(host);

        host.Time.Advance(TimeSpan.FromSeconds(50));
        await host.GetAsync("/whoami", tokens.AccessToken);
        Assert.Equal(begun, await LastSeenAsync(host));

        host.Time.Advance(TimeSpan.FromSeconds(11));
        await host.GetAsync("/whoami", tokens.AccessToken);
        Assert.True(await LastSeenAsync(host) > begun + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task SignOut_EndsTheSessionAtOnce()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignedInAsync(Email);

        var answer = await host.SendAsync(HttpMethod.Post, "/auth/sign-out", tokens.AccessToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await host.GetAsync("/whoami", tokens.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.RefreshAsync(tokens.RefreshToken)).StatusCode);
    }

    [Fact]
    public async Task Request_OfAUserWhoWasBarred_IsRefusedAtOnce()
    {
        await using var host = await StartAsync();
        var tokens = await host.SignedInAsync(Email);
        await using (var context = host.Database.Context())
            await context.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Status, UserStatus.Suspended));

        Assert.Equal(HttpStatusCode.Unauthorized, await host.GetAsync("/whoami", tokens.AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.RefreshAsync(tokens.RefreshToken)).StatusCode);
    }

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("no-such-token", "Bearer error=\"invalid_token\"")]
    public async Task Request_WithoutAGoodToken_IsToldWhatToSend(string? token, string challenge)
    {
        await using var host = await IdentityHost.StartAsync();

        var answer = await host.SendAsync(HttpMethod.Get, "/whoami", token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(challenge, answer.Headers.WwwAuthenticate.ToString());
        Assert.Contains("/auth/sign-in", (await answer.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail);
    }

    [Fact]
    public async Task AdminOnly_LetsAdministratorsInAndNobodyElse()
    {
        await using var host = await StartAsync();
        await host.AddUserAsync("root@example.com", isAdmin: true);

        Assert.Equal(HttpStatusCode.OK, await host.GetAsync("/admin", (await host.SignedInAsync("root@example.com")).AccessToken));
        Assert.Equal(HttpStatusCode.Forbidden, await host.GetAsync("/admin", (await host.SignedInAsync(Email)).AccessToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await host.GetAsync("/admin", accessToken: null));
    }

    private static async Task<IdentityHost> StartAsync()
    {
        var host = await IdentityHost.StartAsync();
        await host.AddUserAsync(Email);
        return host;
    }

    private static async Task<DateTimeOffset> LastSeenAsync(IdentityHost host)
    {
        await using var context = host.Database.Context();
        return (await context.UserSessions.SingleAsync()).LastSeenAt;
    }
}
