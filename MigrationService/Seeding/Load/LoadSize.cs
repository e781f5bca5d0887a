using System.Globalization;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>How large a load is asked for.</summary>
/// <param name="Trades">Rows of execution.trades. Default, null: <c>Seed:Load:Scale</c>, or <see cref="LoadPlan.DefaultTrades"/>.</param>
/// <param name="Connections">Sessions that write. Default, null: <c>Seed:Load:Connections</c>, or <see cref="LoadPlan.DefaultConnections"/>.</param>
internal sealed record LoadSize(long? Trades, int? Connections)
{
    private const string ScaleSetting = "Seed:Load:Scale";
    private const string ConnectionsSetting = "Seed:Load:Connections";

    /// <summary>What connections can be, for the sentence that refuses another number.</summary>
    public static string ConnectionForms { get; } = string.Create(CultureInfo.InvariantCulture, $"a number from 1 to {LoadPlan.MostConnections}");

    /// <summary>The plan, with what is not said here from the configuration.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a configured text is no size; <see cref="MigrationExitCode.SeedFailed"/>: see <see cref="LoadPassword"/>.</exception>
    public LoadPlan PlanOf(SeedServices services)
    {
        var trades = Trades ?? Read(services, ScaleSetting, LoadScale.Parse, LoadScale.Forms) ?? LoadPlan.DefaultTrades;
        var connections = Connections ?? Read(services, ConnectionsSetting, ParseConnections, ConnectionForms) ?? LoadPlan.DefaultConnections;
        return new LoadPlan(trades, connections, LoadPassword.HashOf(services));
    }

    /// <summary>The number of connections; null where the text is none.</summary>
    public static int? ParseConnections(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= LoadPlan.MostConnections ? number : null;

    private static T? Read<T>(SeedServices services, string setting, Func<string, T?> parse, string forms)
        where T : struct
    {
        var text = services.Configuration[setting]?.Trim();
        return string.IsNullOrEmpty(text) ? null
            : parse(text) ?? throw new MigrationException(MigrationExitCode.Usage, $"{setting} is '{text}', which is not {forms}.");
    }
}
