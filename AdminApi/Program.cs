using TradingPlatform.AdminApi;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddPostgresDbContext<TradingDbContext>(ResourceNames.Database, TradingDatabase.ConfigureNpgsql);
builder.AddStartupGate<TradingDbContext>(options => SchemaGateSteps.Of(options));
builder.AddApiDefaults();
builder.Services.AddTradingIdentity();
builder.Services.AddScoped<BackfillSteering>();
builder.Services.AddOpenApi(options => options.UseBearer());

var app = builder.Build();

app.UseConsoleFiles();
app.UseApiDefaults();
app.UseAuthentication();
app.UseAuthorization();

app.MapHealthEndpoints();
app.MapOpenApi();
app.MapAuthEndpoints();
app.MapUsers();
app.MapSchema();
app.MapConsole();
app.MapDesk();

return await app.RunServiceAsync();
