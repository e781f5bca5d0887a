using TradingPlatform.MigrationService;

// Most starts find everything in place: they end here, with nothing of what follows built.
if (NothingToDo.IsFound(args)) return 0;

// One file a verb in Verbs/; the outermost boundary is Running/VerbRunner.cs.
return await ServiceCommandLine.RunAsync(args);
