using Microsoft.EntityFrameworkCore;
using TradingPlatform.Rollout;
using TradingPlatform.ServiceDefaults;

// With a verb it migrates as the MigrationService does; without one it serves.
if (args is [var verb]) return await Verbs.RunAsync(verb, Environment.GetEnvironmentVariable("ConnectionStrings__tradingdb")!);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddPostgresDbContext<Desk>(ResourceNames.Database, Desk.Configure);
builder.AddStartupGate<Desk>(GateSteps.Of);
builder.AddApiDefaults();

var app = builder.Build();
app.UseApiDefaults();
app.MapHealthEndpoints();
app.MapPost("/traders", async (string name, Desk desk) =>
{
    var trader = new Trader { Name = name };
    desk.Add(trader);
    await desk.SaveChangesAsync();
    return trader.Id;
});
app.MapPut("/traders/{id:long}", async (long id, string name, Desk desk) =>
{
    var trader = await desk.Traders.SingleAsync(trader => trader.Id == id);
    trader.Name = name;
    await desk.SaveChangesAsync();
});
app.MapGet("/traders/{id:long}", (long id, Desk desk) => desk.Traders.Where(trader => trader.Id == id).Select(trader => trader.Name).SingleAsync());

return await app.RunServiceAsync();
