using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Reads the models that are kept as text beside the migrations, by compiling one when it is asked for.</summary>
internal sealed class KeptModels(DesignModel model)
{
    private readonly Lazy<IReadOnlyList<MetadataReference>> _references = new(() => FindReferences(model.ContextType.Assembly.Location));

    /// <summary>The model that a migration leads to.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: its text is missing or does not compile.</exception>
    public IModel Read(string id, MigrationFolder folder)
    {
        var compilation = CSharpCompilation.Create(
            $"Model of {id}",
            [CSharpSyntaxTree.ParseText(folder.ReadModel(id))],
            _references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            var error = result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new MigrationException(
                MigrationExitCode.Refused, $"{folder.ModelFile(id)} cannot be read ({error}): restore the file with git.");
        }

        image.Position = 0;
        var own = model.ContextType.Assembly;
        var context = new AssemblyLoadContext(compilation.AssemblyName, isCollectible: true);
        context.Resolving += (_, name) => name.Name == own.GetName().Name ? own : null;
        var type = context.LoadFromStream(image).GetTypes().Single(candidate => candidate.IsSubclassOf(typeof(ModelSnapshot)));
        return model.Initialize(((ModelSnapshot)Activator.CreateInstance(type)!).Model);
    }

    // What this program runs on, and what it has loaded besides, such as everything under dotnet-ef.
    private static List<MetadataReference> FindReferences(string own)
    {
        var platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var loaded = AssemblyLoadContext.Default.Assemblies.Where(assembly => !assembly.IsDynamic && assembly.Location.Length > 0).Select(assembly => assembly.Location);
        return [.. platform.Concat(loaded).Prepend(own).DistinctBy(Path.GetFileName).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
