using System.CommandLine;
using System.CommandLine.Parsing;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.MigrationService.Seeding.Load;

namespace TradingPlatform.MigrationService;

/// <summary>The options of <c>seed</c> that are about the load profile.</summary>
internal static class LoadOptions
{
    public static Option<long?> Scale { get; } = new("--scale")
    {
        Description = "Of --profile load: how many trades there shall be, such as 250000, 250k or 5M. Default: Seed:Load:Scale, or 1M.",
        HelpName = "trades",
        CustomParser = argument => Parse(argument, LoadScale.Parse, LoadScale.Forms),
    };

    public static Option<int?> Connections { get; } = new("--connections")
    {
        Description = "Of --profile load: sessions that write at a time, 1 to 16. Default: Seed:Load:Connections, or 2.",
        HelpName = "number",
        CustomParser = argument => Parse(argument, LoadSize.ParseConnections, LoadSize.ConnectionForms),
    };

    public static LoadSize Of(ParseResult arguments) => new(arguments.GetValue(Scale), arguments.GetValue(Connections));

    /// <summary>A size without a load would be forgotten silently.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>.</exception>
    public static void Check(SeedRequest request)
    {
        if (LoadRun.IsAskedFor(request) || request.Load is { Trades: null, Connections: null }) return;

        throw new MigrationException(
            MigrationExitCode.Usage,
            $"{(request.Load.Trades is null ? Connections.Name : Scale.Name)} is for the load: `seed --profile load`, without --only.");
    }

    private static T? Parse<T>(ArgumentResult argument, Func<string, T?> parse, string forms)
        where T : struct
    {
        var value = parse(argument.Tokens[0].Value);
        if (value is null) argument.AddError($"'{argument.Tokens[0].Value}' is not {forms}.");
        return value;
    }
}
