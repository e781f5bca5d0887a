using System.Reflection.Metadata;

namespace TradingPlatform.MigrationEngine;

/// <summary>The attributes of one class in an assembly's metadata that concern migrations.</summary>
/// <param name="Id">Of EF's [Migration]; null for a class that is none.</param>
/// <param name="ContextType">Of EF's [DbContext], as the compiler wrote the type's name.</param>
/// <param name="Parents">Of <see cref="MigrationParentsAttribute"/>; null without it.</param>
/// <param name="Replaces">Of <see cref="MigrationReplacesAttribute"/>.</param>
internal readonly record struct MigrationClassAttributes(string? Id, string? ContextType, IReadOnlyList<string>? Parents, IReadOnlyList<string> Replaces)
{
    /// <summary>Of <see cref="MigrationPhaseAttribute"/>.</summary>
    public MigrationPhase Phase { get; init; }

    /// <summary>Of <see cref="MigrationBackfillsAttribute"/>; null without it.</summary>
    public IReadOnlyList<string>? Backfills { get; init; }

    /// <summary>Of <see cref="MigrationOldestBuildAttribute"/>; null without it.</summary>
    public string? OldestBuild { get; init; }

    public static MigrationClassAttributes Of(MetadataReader reader, TypeDefinition type)
    {
        var result = new MigrationClassAttributes(null, null, null, []);
        foreach (var handle in type.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            var (space, name) = ClassOf(reader, attribute);
            if (reader.StringComparer.Equals(name, "MigrationAttribute") && reader.StringComparer.Equals(space, "Microsoft.EntityFrameworkCore.Migrations"))
                result = result with { Id = Arguments(reader, attribute).ReadSerializedString() };
            else if (reader.StringComparer.Equals(name, "DbContextAttribute") && reader.StringComparer.Equals(space, "Microsoft.EntityFrameworkCore.Infrastructure"))
                result = result with { ContextType = Arguments(reader, attribute).ReadSerializedString() };
            else if (!reader.StringComparer.Equals(space, "TradingPlatform.MigrationEngine"))
                continue;
            else if (reader.StringComparer.Equals(name, nameof(MigrationParentsAttribute)))
                result = result with { Parents = Strings(Arguments(reader, attribute)) };
            else if (reader.StringComparer.Equals(name, nameof(MigrationReplacesAttribute)))
                result = result with { Replaces = Strings(Arguments(reader, attribute)) };
            else if (reader.StringComparer.Equals(name, nameof(MigrationPhaseAttribute)))
                result = result with { Phase = (MigrationPhase)Arguments(reader, attribute).ReadInt32() };
            else if (reader.StringComparer.Equals(name, nameof(MigrationBackfillsAttribute)))
                result = result with { Backfills = Strings(Arguments(reader, attribute)) };
            else if (reader.StringComparer.Equals(name, nameof(MigrationOldestBuildAttribute)))
                result = result with { OldestBuild = Arguments(reader, attribute).ReadSerializedString() };
        }

        return result;
    }

    private static (StringHandle Space, StringHandle Name) ClassOf(MetadataReader reader, CustomAttribute attribute)
    {
        var type = attribute.Constructor.Kind == HandleKind.MemberReference
            ? reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent
            : reader.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType();
        switch (type.Kind)
        {
            case HandleKind.TypeReference:
                var reference = reader.GetTypeReference((TypeReferenceHandle)type);
                return (reference.Namespace, reference.Name);
            case HandleKind.TypeDefinition:
                var definition = reader.GetTypeDefinition((TypeDefinitionHandle)type);
                return (definition.Namespace, definition.Name);
            default:
                // A generic attribute; none of ours is one.
                return default;
        }
    }

    /// <summary>The encoded arguments, after the prolog (ECMA-335, II.23.3).</summary>
    private static BlobReader Arguments(MetadataReader reader, CustomAttribute attribute)
    {
        var arguments = reader.GetBlobReader(attribute.Value);
        arguments.ReadUInt16();
        return arguments;
    }

    private static List<string> Strings(BlobReader arguments)
    {
        // -1 stands for a null array.
        var count = arguments.ReadInt32();
        var strings = new List<string>(Math.Max(count, 0));
        for (var index = 0; index < count; index++) strings.Add(arguments.ReadSerializedString() ?? "");
        return strings;
    }
}
