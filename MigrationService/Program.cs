using TradingPlatform.MigrationService;

// One file a verb in Verbs/; the outermost boundary is Running/VerbRunner.cs.
return await ServiceCommandLine.RunAsync(args);
