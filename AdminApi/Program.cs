using TradingPlatform.AdminApi;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddPostgresDbContext<TradingDbContext>(ResourceNames.Database, TradingDatabase.ConfigureNpgsql);
builder.AddStartupGate<TradingDbContext>(async (database, cancellationToken) =>
{
    // A database that is ahead of this build is accepted: only expand migrations run while older builds are alive.
    var verdict = await SchemaGate.CheckAsync(database, cancellationToken);
    return new StartupVerdict(verdict.IsSufficient, verdict.Message);
});
builder.AddApiDefaults();
builder.Services.AddTradingIdentity();
builder.Services.AddOpenApi(options => options.UseBearer());

var app = builder.Build();

app.UseApiDefaults();
app.UseAuthentication();
app.UseAuthorization();

app.MapHealthEndpoints();
app.MapOpenApi();
app.MapAuthEndpoints();
app.MapUsers();
app.MapSchema();

return await app.RunServiceAsync();
