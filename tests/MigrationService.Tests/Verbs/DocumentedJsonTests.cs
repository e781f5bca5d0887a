using System.Text.Json;
using System.Text.RegularExpressions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>docs/cli.md promises the shape of every JSON document: its examples are compared with what the verbs really print.</summary>
public sealed partial class DocumentedJsonTests
{
    [Fact]
    public async Task EveryDocumentedExample_HasTheShapeOfTheRealAnswer()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var examples = Example().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "cli.md")));
        Assert.True(examples.Count > 10, "The examples of docs/cli.md were not found.");

        var different = new List<string>();
        foreach (Match example in examples)
        {
            var arguments = example.Groups["arguments"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            using var documented = JsonDocument.Parse(example.Groups["json"].Value);
            await using var blocked = arguments[0] == "blockers" ? await BlockedDatabase.CreateAsync(database) : null;

            var (exitCode, real) = await database.RunJsonAsync(arguments);

            if (documented.RootElement.GetProperty("exitCode").GetInt32() != exitCode) different.Add($"{arguments[0]}: exit code {exitCode}, {real}");
            different.AddRange(Differences(arguments[0], documented.RootElement, real));

            // The examples that follow are of a migrated database.
            if (arguments[0] == "down") await database.RunAsync("up");
        }

        Assert.Empty(different);
    }

    private static IEnumerable<string> Differences(string path, JsonElement documented, JsonElement real)
    {
        if (documented.ValueKind == JsonValueKind.Null || real.ValueKind == JsonValueKind.Null) return [];
        if (Kind(documented) != Kind(real)) return [$"{path} is documented as {documented.ValueKind} and is {real.ValueKind}"];

        return documented.ValueKind switch
        {
            JsonValueKind.Object => OfObjects(path, documented, real),
            JsonValueKind.Array when documented.GetArrayLength() > 0 => real.EnumerateArray().SelectMany(item => Differences($"{path}[]", documented[0], item)).Distinct(),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObjects(string path, JsonElement documented, JsonElement real)
    {
        foreach (var property in documented.EnumerateObject())
        {
            if (!real.TryGetProperty(property.Name, out var value)) yield return $"{path}.{property.Name} is documented and missing";
            else foreach (var difference in Differences($"{path}.{property.Name}", property.Value, value)) yield return difference;
        }

        foreach (var property in real.EnumerateObject())
        {
            if (!documented.TryGetProperty(property.Name, out _)) yield return $"{path}.{property.Name} is not documented";
        }
    }

    private static JsonValueKind Kind(JsonElement element) => element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;

    [GeneratedRegex(@"<!-- json: (?<arguments>[^\n]+?) -->\n```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
