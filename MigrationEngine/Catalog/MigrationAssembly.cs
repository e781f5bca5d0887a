using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds the migrations of a context in an assembly. Reads its metadata: loading thousands of classes would cost more than a run.</summary>
internal static class MigrationAssembly
{
    public static IReadOnlyList<MigrationDeclaration> Read(Assembly assembly, Type contextType) =>
        // A generic context has a name that only the runtime resolves, and an assembly made at runtime has no metadata to read.
        contextType.IsGenericType || !HasMetadata(assembly) ? Reflect(assembly.DefinedTypes, contextType) : ReadMetadata(assembly, contextType);

    private static unsafe bool HasMetadata(Assembly assembly) => !assembly.IsDynamic && assembly.TryGetRawMetadata(out _, out _);

    private static unsafe List<MigrationDeclaration> ReadMetadata(Assembly assembly, Type contextType)
    {
        assembly.TryGetRawMetadata(out var blob, out var length);
        var reader = new MetadataReader(blob, length);
        var found = new List<MigrationDeclaration>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.Abstract) != 0) continue;

            var attributes = MigrationClassAttributes.Of(reader, type);
            if (attributes.Id is null) continue;

            var token = MetadataTokens.GetToken(handle);
            if (attributes.ContextType is null)
            {
                // The context stands on a base class, perhaps in another assembly.
                found.AddRange(Reflect([Load(assembly, token)], contextType));
            }
            else if (Means(attributes.ContextType, assembly, contextType))
            {
                found.Add(new MigrationDeclaration(attributes.Id, attributes.Parents, attributes.Replaces, () => Load(assembly, token))
                {
                    Phase = attributes.Phase,
                    Backfills = attributes.Backfills ?? [],
                    OldestBuild = attributes.OldestBuild,
                });
            }
        }

        return found;
    }

    private static List<MigrationDeclaration> Reflect(IEnumerable<TypeInfo> types, Type contextType)
    {
        var found =
            from type in types
            where !type.IsAbstract && !type.IsGenericTypeDefinition && type.IsSubclassOf(typeof(Migration))
                && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == contextType
            let id = type.GetCustomAttribute<MigrationAttribute>()?.Id
            where id is not null
            select new MigrationDeclaration(
                id,
                type.GetCustomAttribute<MigrationParentsAttribute>()?.Ids,
                type.GetCustomAttribute<MigrationReplacesAttribute>()?.Ids ?? [],
                () => type)
            {
                Phase = type.GetCustomAttribute<MigrationPhaseAttribute>()?.Phase ?? MigrationPhase.Expand,
                Backfills = type.GetCustomAttribute<MigrationBackfillsAttribute>()?.Names ?? [],
                OldestBuild = type.GetCustomAttribute<MigrationOldestBuildAttribute>()?.Id,
            };
        return [.. found];
    }

    /// <summary>Whether a type name in an attribute ("Space.Name" or "Space.Name, Assembly, ...") is the context's.</summary>
    private static bool Means(string typeName, Assembly assembly, Type contextType)
    {
        var comma = typeName.IndexOf(',', StringComparison.Ordinal);
        var name = comma < 0 ? typeName : typeName[..comma];
        if (name != contextType.FullName) return false;
        return comma < 0
            ? contextType.Assembly == assembly
            : new AssemblyName(typeName[(comma + 1)..].Trim()).Name == contextType.Assembly.GetName().Name;
    }

    private static TypeInfo Load(Assembly assembly, int token) => assembly.ManifestModule.ResolveType(token).GetTypeInfo();
}
