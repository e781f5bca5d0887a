using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.Testing;

namespace TradingPlatform.AdminApi.Tests;

/// <summary>The whole API in this process, on a database of its own.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    public static string PasswordHash { get; } = new PasswordHashing().Hash(Password);

    private readonly WebApplicationFactory<Program> _factory;

    private ApiHost(TestDatabase database, Action<IWebHostBuilder> configure)
    {
        Database = database;
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseSetting("ConnectionStrings:tradingdb", database.ConnectionString).UseSetting("Database:MaxRetries", "0");
            configure(host);
        });
        Anonymous = _factory.CreateClient();
    }

    public TestDatabase Database { get; }

    public HttpClient Anonymous { get; }

    public static async Task<ApiHost> StartAsync() => new(await MigratedDatabase.CreateAsync(), _ => { });

    /// <summary>With settings of the test's own.</summary>
    public static async Task<ApiHost> StartAsync(Action<IWebHostBuilder, TestDatabase> configure)
    {
        var database = await MigratedDatabase.CreateAsync();
        return new ApiHost(database, host => configure(host, database));
    }

    public async Task<User> AddUserAsync(string email, bool isAdmin = false)
    {
        var user = new User { Email = email, HashedPassword = PasswordHash, DisplayName = email };
        if (!isAdmin)
        {
            await AddAsync(user);
            return user;
        }

        await using var context = Database.Context();
        await context.AddWithRoleAsync(user, RoleNames.Admin);
        await context.SaveChangesAsync();
        return user;
    }

    public async Task AddAsync(params object[] rows)
    {
        await using var context = Database.Context();
        context.AddRange(rows);
        await context.SaveChangesAsync();
    }

    /// <summary>A client that is signed in as the user.</summary>
    public async Task<HttpClient> SignInAsync(User user)
    {
        var response = await Anonymous.PostAsJsonAsync("/auth/sign-in", new { email = user.Email, password = Password });
        response.EnsureSuccessStatusCode();
        var tokens = await response.Content.ReadFromJsonAsync<JsonElement>();
        var client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", tokens.GetProperty("accessToken").GetString());
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Anonymous.Dispose();
        await _factory.DisposeAsync();
        await Database.DisposeAsync();
    }
}
