using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.Identity.Tests;

public sealed class SignInTests
{
    [Fact]
    public async Task SignIn_WithTheRightPassword_OpensASessionAndNotesWhen()
    {
        await using var host = await IdentityHost.StartAsync();
        var user = await host.AddUserAsync("Ada@example.com");

        var tokens = await host.SignedInAsync("ada@EXAMPLE.com");

        var who = await (await host.SendAsync(HttpMethod.Get, "/whoami", tokens.AccessToken)).Content.ReadFromJsonAsync<Guid>();
        Assert.Equal(user.Id.Value, who);
        Assert.Equal("Bearer", tokens.TokenType);
        await using var context = host.Database.Context();
        Assert.NotNull((await context.Users.SingleAsync()).LastLoginAt);
        var session = await context.UserSessions.SingleAsync();
        Assert.Equal(IPAddress.Loopback, session.IpAddress);
        Assert.Equal(32, session.AccessTokenHash.Length);
    }

    [Fact]
    public async Task SignIn_WhenRefused_AnswersTheSameWhateverTheReason()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("ada@example.com");
        await host.AddUserAsync("gone@example.com", isActive: false);

        var wrong = await RefusalAsync(await host.SignInAsync("ada@example.com", "not it"));
        var unknown = await RefusalAsync(await host.SignInAsync("nobody@example.com"));
        var inactive = await RefusalAsync(await host.SignInAsync("gone@example.com"));

        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, inactive);
        await using var context = host.Database.Context();
        Assert.False(await context.UserSessions.AnyAsync());
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a@example.com", "")]
    [InlineData(null, "x")]
    [InlineData("a@example.com", null)]
    public async Task SignIn_WithoutEmailOrPassword_SaysWhatIsNeeded(string? email, string? password)
    {
        await using var host = await IdentityHost.StartAsync();

        var response = await host.Client.PostAsJsonAsync("/auth/sign-in", new { email, password });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("email", (await response.Content.ReadFromJsonAsync<ProblemDetails>())!.Detail);
    }

    [Fact]
    public async Task SignIn_TooOften_IsRefusedForThisEmailAddressOnly()
    {
        await using var host = await IdentityHost.StartAsync(("Identity:SignInsPerMinute", "2"));
        await host.AddUserAsync("ada@example.com");
        await host.AddUserAsync("bob@example.com");
        await host.SignInAsync("ada@example.com", "guess 1");
        await host.SignInAsync("ADA@example.com", "guess 2");

        var third = await host.SignInAsync("ada@example.com");

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.True(third.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, (await host.SignInAsync("bob@example.com")).StatusCode);
    }

    [Fact]
    public async Task SignIn_TooOftenFromOneAddress_IsRefusedForEveryEmailAddress()
    {
        await using var host = await IdentityHost.StartAsync(("Identity:SignInsPerMinuteAndAddress", "2"));

        await host.SignInAsync("a@example.com");
        await host.SignInAsync("b@example.com");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await host.SignInAsync("c@example.com")).StatusCode);
    }

    [Fact]
    public async Task SignIn_NeverWritesASecretToTheLogOrTheDatabase()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.AddUserAsync("ada@example.com");
        var tokens = await host.SignedInAsync("ada@example.com");
        await host.GetAsync("/whoami", tokens.AccessToken);
        var next = await IdentityHost.TokensAsync(await host.RefreshAsync(tokens.RefreshToken));
        await host.RefreshAsync(tokens.RefreshToken);

        Assert.Contains("used twice", host.CapturedLog.Text);
        Assert.All(
            [IdentityHost.Password, tokens.AccessToken, tokens.RefreshToken, next.AccessToken, next.RefreshToken],
            secret => Assert.DoesNotContain(secret, host.CapturedLog.Text));
        await using var context = host.Database.Context();
        var stored = await context.Database.SqlQuery<string>($"SELECT s::text AS \"Value\" FROM identity.user_sessions s").ToListAsync();
        Assert.All(stored, row => Assert.DoesNotContain(tokens.RefreshToken, row));
    }

    private static async Task<(HttpStatusCode Status, string? Title, string? Detail)> RefusalAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var problem = (await response.Content.ReadFromJsonAsync<ProblemDetails>())!;
        return (response.StatusCode, problem.Title, problem.Detail);
    }
}
