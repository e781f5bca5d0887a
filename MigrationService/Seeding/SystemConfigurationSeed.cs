using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// Gives every environment the keys and fields of <see cref="SystemDefaults"/> that it lacks. What is there stays as operators set it; what
/// this build does not know stays too, and is named at every start for as long as it is there.
/// </summary>
internal sealed class SystemConfigurationSeed : ISeeder
{
    public string Name => "system-configuration";

    public SeedProfile Profile => SeedProfile.Minimal;

    // The same keys, with the same fields, whatever their values.
    public string IsPresentSql =>
        $"""
        NOT EXISTS (SELECT FROM (VALUES {Values}) AS d (key, value) FULL JOIN system.system_configuration AS c USING (key)
        WHERE ARRAY(SELECT jsonb_object_keys(d.value) ORDER BY 1) IS DISTINCT FROM ARRAY(SELECT jsonb_object_keys(c.value) ORDER BY 1))
        """;

    private static string Values => string.Join(", ", SystemDefaults.All.Select(setting => $"('{setting.Key}', '{setting.Value}'::jsonb)"));

    public async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var settings = await batch.Database.SystemConfiguration.ToDictionaryAsync(setting => setting.Key, cancellationToken);
        var unknown = settings.Keys.Except(SystemDefaults.All.Select(known => known.Key)).ToList();
        foreach (var known in SystemDefaults.All)
        {
            if (settings.TryGetValue(known.Key, out var setting))
                unknown.AddRange(Complete(setting, known, batch.Services));
            else
                batch.Database.SystemConfiguration.Add(New(known, batch.Services.Time));
        }

        if (unknown.Count == 0) return;

        var names = string.Join(", ", unknown.Order(StringComparer.Ordinal));
        Log.UnknownConfiguration(batch.Services.Logger, names);
    }

    private static SystemSetting New(SystemDefault known, TimeProvider time) => new()
    {
        Key = known.Key,
        Value = JsonElement.Parse(known.Value),
        Description = known.Description,
        UpdatedAt = time.GetUtcNow(),
    };

    /// <summary>Adds the fields that are missing.</summary>
    /// <returns>The fields that the build does not know, as key.field.</returns>
    private static List<string> Complete(SystemSetting setting, SystemDefault known, SeedServices services)
    {
        var stored = JsonObject.Create(setting.Value)!;
        var defaults = JsonNode.Parse(known.Value)!.AsObject();
        var missing = defaults.Where(field => !stored.ContainsKey(field.Key)).ToList();
        var unknown = stored.Where(field => !defaults.ContainsKey(field.Key)).Select(field => $"{setting.Key}.{field.Key}").ToList();
        if (missing.Count == 0) return unknown;

        foreach (var field in missing)
            stored.Add(field.Key, field.Value?.DeepClone());
        setting.Value = JsonSerializer.SerializeToElement(stored);
        setting.UpdatedAt = services.Time.GetUtcNow();
        var added = string.Join(", ", missing.Select(field => field.Key));
        Log.FieldsAdded(services.Logger, setting.Key, added);
        return unknown;
    }
}
