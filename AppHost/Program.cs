using TradingPlatform.AppHost;

#if ASPIRE
if (!args.Contains(EmbeddedOptions.EmbeddedFlag))
    return await AspireTopology.RunAsync(args);

return await EmbeddedHost.RunAsync(args, "--embedded asks for it.");
#else
return await EmbeddedHost.RunAsync(args, "this build has no Aspire, because the package feed lacks its packages.");
#endif
