using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed class PlainRequestTests
{
    private const string Database = "Host=db;Database=trading";

    [Theory]
    [InlineData("worker")]
    [InlineData("up", "up")]
    [InlineData("up", "up", "head")]
    public void Request_WithoutOptions_IsPlain(string verb, params string[] arguments)
    {
        var request = Read(arguments);

        Assert.Equal(new PlainRequest(verb, Database, null, SeedProfile.Minimal), request);
    }

    [Theory]
    [InlineData("up", "+1")]
    [InlineData("up", "--verbose")]
    [InlineData("--verbose")]
    [InlineData("--lock-wait", "5s")]
    [InlineData("up", "--json")]
    [InlineData("--connection")]
    [InlineData("--connection", "Host=a", "--connection", "Host=b")]
    [InlineData("status")]
    [InlineData("down")]
    [InlineData("--help")]
    public void Request_WithAnythingElse_IsNotPlain(params string[] arguments) => Assert.Null(Read(arguments));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")]
    [InlineData("Logging__LogLevel__Default", "Information")]
    [InlineData("logging__console__formattername", "json")]
    [InlineData("DOTNET_Logging__LogLevel__Default", "Warning")]
    [InlineData("DOTNET_ConnectionStrings__tradingdb", "Host=other")]
    [InlineData("ConnectionStrings:tradingdb", "Host=other")]
    [InlineData("CUSTOMCONNSTR_tradingdb", "Host=other")]
    [InlineData("Seed__Profile", "demo")]
    [InlineData("Seed__Profile", "everything")]
    public void Request_WithAnUnusualSetting_IsNotPlain(string name, string value) => Assert.Null(Read([], (name, value)));

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "")]
    [InlineData("STOP_WHEN_STDIN_CLOSES", "true")]
    [InlineData("DOTNET_CLI_TELEMETRY_OPTOUT", "1")]
    [InlineData("Seed__Admin__Password", "irrelevant once there is one")]
    public void Request_WithASettingThatDoesNotMatterHere_IsPlain(string name, string value) => Assert.NotNull(Read([], (name, value)));

    [Fact]
    public void Connection_ComesFromTheSamePlacesInTheSameOrder()
    {
        Assert.Equal("Host=option", Read(["--connection", "Host=option"], ("DATABASE_URL", "postgres://url/db"))?.Connection);
        Assert.Equal(Database, Read([], ("DATABASE_URL", "postgres://url/db"))?.Connection);
        Assert.Equal("postgres://url/db", Read([], ("ConnectionStrings__tradingdb", " "), ("DATABASE_URL", "postgres://url/db"))?.Connection);
        Assert.Null(Read([], ("ConnectionStrings__tradingdb", null)));
    }

    [Theory]
    [InlineData("Development", null, SeedProfile.Demo)]
    [InlineData("development", "", SeedProfile.Demo)]
    [InlineData("Development", "Minimal", SeedProfile.Minimal)]
    [InlineData("Production", null, SeedProfile.Minimal)]
    [InlineData("", "none", SeedProfile.None)]
    internal void Profile_IsTheConfiguredOneOrTheEnvironments(string environment, string? profile, SeedProfile expected) =>
        Assert.Equal(expected, Read([], ("DOTNET_ENVIRONMENT", environment), ("Seed__Profile", profile))?.Profile);

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Staging.json")]
    public void Request_BesideAConfigurationFile_IsNotPlain(string file)
    {
        var folder = Directory.CreateTempSubdirectory("plain-request-");
        try
        {
            Assert.NotNull(Read([], folder.FullName, ("DOTNET_ENVIRONMENT", "Staging")));
            File.WriteAllText(Path.Combine(folder.FullName, file), "{}");
            Assert.Null(Read([], folder.FullName, ("DOTNET_ENVIRONMENT", "Staging")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PlainRequest? Read(string[] arguments, params (string Name, string? Value)[] environment) => Read(arguments, "/nowhere", environment);

    private static PlainRequest? Read(string[] arguments, string folder, params (string Name, string? Value)[] environment)
    {
        var variables = new Dictionary<string, string?> { ["ConnectionStrings__tradingdb"] = Database };
        foreach (var (name, value) in environment) variables[name] = value;
        return PlainRequest.Read(arguments, variables, folder);
    }
}
