using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.AppHost;

/// <summary>The embedded server's line in the dashboard. The server itself is started before the application model is.</summary>
internal sealed class EmbeddedPostgresResource(string name) : Aspire.Hosting.ApplicationModel.Resource(name)
{
    public static CustomResourceSnapshot Running(EmbeddedServer server) => new()
    {
        ResourceType = "EmbeddedPostgres",
        State = KnownResourceStates.Running,
        Properties = [new("Version", server.Version), new("Port", server.Port), new("Data", server.DataDirectory)],
    };
}
