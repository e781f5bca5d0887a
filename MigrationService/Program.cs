using TradingPlatform.MigrationService;

// Most starts find everything in place: they end here, with nothing of what follows built.
using var start = PlainStart.Of(args);
if (start is not null) return start.IsOver() ? 0 : await start.RunAsync();

// One file a verb in Verbs/; the outermost boundary is Running/VerbRunner.cs.
return await ServiceCommandLine.RunAsync(args);
