using System.Xml.Linq;

namespace TradingPlatform.Architecture.Tests;

/// <summary>Who may enter whom.</summary>
public sealed class HouseReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AppHost"] = ["EmbeddedPostgres", "MigrationService", "TradingApi", "AdminApi"],
        ["ServiceDefaults"] = [],
        ["EmbeddedPostgres"] = [],
        ["MigrationEngine"] = [],
        ["Data"] = ["MigrationEngine"],
        ["Identity"] = ["Data"],
        ["MigrationService"] = ["Data", "Identity", "ServiceDefaults", "MigrationEngine"],
        ["TradingApi"] = ["Data", "Identity", "ServiceDefaults"],
        ["AdminApi"] = ["Data", "Identity", "ServiceDefaults", "MigrationEngine"],
    };

    public static TheoryData<string> Houses => new(Repository.Houses.Keys.Where(house => house != "benchmarks"));

    [Theory]
    [MemberData(nameof(Houses))]
    public void A_house_refers_only_to_the_houses_it_may_enter(string house)
    {
        Assert.True(Allowed.TryGetValue(house, out var allowed), $"{house} is a new house: say here whom it may enter.");
        Assert.Empty(Repository.References(Repository.Houses[house]).Except(allowed));
    }

    [Fact]
    public void Every_house_exists() => Assert.Empty(Allowed.Keys.Except(Repository.Houses.Keys));

    [Fact]
    public void The_AppHost_sees_the_services_as_resources_not_as_code()
    {
        var services = XDocument.Load(Repository.Houses["AppHost"])
            .Descendants("ProjectReference")
            .Where(reference => ((string)reference.Attribute("Include")!).Contains("Api"));

        Assert.All(services, reference => Assert.Equal("false", (string?)reference.Attribute("ReferenceOutputAssembly")));
    }

    [Theory]
    [InlineData("AppHost", "Aspire.Hosting.PostgreSQL")]
    [InlineData("ServiceDefaults", "Aspire.Npgsql.EntityFrameworkCore.PostgreSQL")]
    [InlineData("ServiceDefaults", "OpenTelemetry.Exporter.OpenTelemetryProtocol")]
    [InlineData("MigrationService", "Bogus")]
    public void The_packages_that_the_platform_is_built_on_are_where_they_belong(string house, string package) =>
        Assert.Contains(package, Repository.Packages(Repository.Houses[house]));

    [Fact]
    public void Every_house_has_a_test_project()
    {
        var projects = Repository.Houses.Keys.Select(house => Path.Combine(Repository.Root, "tests", $"{house}.Tests", $"{house}.Tests.csproj"));

        Assert.All(projects, project => Assert.True(File.Exists(project), project));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "TradingPlatform.sln")).Replace('\\', '/');
        var projects = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(Repository.Relative)
            .Where(path => !path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.Contains("node_modules/"));

        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution));
    }
}
