using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using TradingPlatform.ServiceDefaults;
using TradingPlatform.Testing;

namespace TradingPlatform.AppHost.Tests;

/// <summary>The application model run by Aspire itself, on the tests' own PostgreSQL. Only in a build that has Aspire.</summary>
public sealed class AspireEngineTests
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_OnAnExistingServer_MigratesThenServesSeededData()
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var app = await StartAsync(database.ConnectionString, deadline.Token);

        await app.ResourceNotifications.WaitForResourceAsync(ResourceNames.Migrations, KnownResourceStates.Finished, deadline.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.TradingApi, deadline.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(ResourceNames.AdminApi, deadline.Token);

        using var client = app.CreateHttpClient(ResourceNames.TradingApi);
        using var signIn = await client.PostAsJsonAsync("/auth/sign-in", new { email = "trader01@example.com", password = "Trade-Local-1!" }, deadline.Token);
        signIn.EnsureSuccessStatusCode();
        var token = (await signIn.Content.ReadFromJsonAsync<JsonElement>(deadline.Token)).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var trades = await client.GetFromJsonAsync<JsonElement>("/trades", deadline.Token);
        Assert.NotEqual(0, trades.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Run_WithAWrongPassword_NeverStartsTheApis()
    {
        using var deadline = new CancellationTokenSource(StartTimeout);
        await using var database = await TestDatabase.CreateEmptyAsync();
        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "wrong" };
        await using var app = await StartAsync(wrong.ConnectionString, deadline.Token);

        var state = await app.ResourceNotifications.WaitForResourceAsync(
            ResourceNames.TradingApi, [KnownResourceStates.FailedToStart, KnownResourceStates.Running], deadline.Token);
        Assert.Equal(KnownResourceStates.FailedToStart, state);
    }

    private static async Task<DistributedApplication> StartAsync(string connectionString, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--ConnectionStrings:{ResourceNames.Database}={connectionString}", "--environment=Development"], cancellationToken);

        // The dashboard is off under test, and an exporter without a listener would hold the migrations' exit up.
        foreach (var project in builder.Resources.OfType<ProjectResource>())
            builder.CreateResourceBuilder(project).WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return app;
    }
}
