using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TradingPlatform.Data;
using TradingPlatform.Testing;

namespace TradingPlatform.Identity.Tests;

/// <summary>A small web application with Identity in it, over real HTTP and a real database.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private readonly WebApplication _app;

    private IdentityHost(WebApplication app, TestDatabase database, AdjustableTime time, CapturedLog log)
    {
        _app = app;
        Database = database;
        Time = time;
        CapturedLog = log;
    }

    public TestDatabase Database { get; }

    public AdjustableTime Time { get; }

    public CapturedLog CapturedLog { get; }

    public HttpClient Client { get; } = new();

    public static async Task<IdentityHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var database = await MigratedDatabase.CreateAsync();
        var log = new CapturedLog();
        var time = new AdjustableTime();
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddDbContextPool<TradingDbContext>(
            options => options.UseNpgsql(database.ConnectionString, TradingDatabase.ConfigureNpgsql));
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddTradingIdentity();

        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapAuthEndpoints();
        app.MapGet("/whoami", (ClaimsPrincipal user) => user.UserId().Value).RequireAuthorization();
        app.MapGet("/admin", () => "yes").RequireAuthorization(Policies.AdminOnly);
        var host = new IdentityHost(app, database, time, log);
        await app.StartAsync();
        host.Client.BaseAddress = new Uri(app.Urls.Single());
        return host;
    }

    public async Task<User> AddUserAsync(string email, bool isActive = true, bool isAdmin = false)
    {
        var user = new User
        {
            Email = email,
            HashedPassword = new PasswordHashing().Hash(Password),
            DisplayName = email,
            Status = isActive ? UserStatus.Active : UserStatus.Suspended,
        };
        await using var context = Database.Context();
        if (isAdmin)
            await context.AddWithRoleAsync(user, RoleNames.Admin);
        else
            context.Add(user);
        await context.SaveChangesAsync();
        return user;
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password = Password) =>
        Client.PostAsJsonAsync("/auth/sign-in", new { email, password });

    public async Task<SessionTokens> SignedInAsync(string email) => await TokensAsync(await SignInAsync(email));

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken) => Client.PostAsJsonAsync("/auth/refresh", new { refreshToken });

    public static async Task<SessionTokens> TokensAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<SessionTokens>())!;
    }

    public async Task<HttpStatusCode> GetAsync(string path, string? accessToken) => (await SendAsync(HttpMethod.Get, path, accessToken)).StatusCode;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? accessToken)
    {
        var request = new HttpRequestMessage(method, path);
        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
    }
}
