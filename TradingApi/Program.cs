using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.ServiceDefaults;
using TradingPlatform.TradingApi;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.AddPostgresDbContext<TradingDbContext>(ResourceNames.Database, TradingDatabase.ConfigureNpgsql);
CredentialKeys.Add(builder);
builder.AddStartupGate<TradingDbContext>(options => SchemaGateSteps.Of(options));
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
app.MapMe();
app.MapStrategies();
app.MapBots();
app.MapTrades();
app.MapOrderLogs();

return await app.RunServiceAsync();
