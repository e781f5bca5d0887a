using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TradingPlatform.MigrationService;

/// <summary>What the entities' documentation says, from the file that the compiler leaves beside their assembly.</summary>
internal sealed partial class EntityRemarks(IReadOnlyDictionary<string, string> summaries)
{
    /// <summary>The documentation of an assembly; without the file there is nothing to say of anything.</summary>
    public static EntityRemarks Of(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file)) return new EntityRemarks(new Dictionary<string, string>());

        var members = XDocument.Load(file).Descendants("member").Where(member => member.Element("summary") is not null);
        return new EntityRemarks(members.ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")!)));
    }

    /// <summary>What an entity is for; empty where nothing says so.</summary>
    public string Of(Type type) => summaries.GetValueOrDefault($"T:{type.FullName}", "");

    /// <summary>What a property holds; empty where nothing says so.</summary>
    public string Of(PropertyInfo? property) => property is null ? "" : summaries.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}", "");

    private static string Plain(XElement summary) => Spaces().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see => Referred(see),
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement other => string.Concat(other.Nodes().Select(Plain)),
        XText text => text.Value,
        _ => "",
    };

    /// <summary>The name alone: a reader of the schema has no use for the namespace.</summary>
    private static string Referred(XElement see) => $"`{(see.Attribute("cref")?.Value ?? see.Attribute("langword")?.Value ?? see.Value).Split('.', ':')[^1]}`";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
