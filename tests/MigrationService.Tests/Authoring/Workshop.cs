using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>
/// A project of its own on disk, with a context and its migrations, compiled in this process: what the authoring verbs write is built,
/// loaded and run as it would be in a working copy, in a fraction of the time that a build takes.
/// </summary>
internal sealed class Workshop : IDisposable
{
    public static Lazy<IReadOnlyList<MetadataReference>> References { get; } = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    private static int builds;

    private readonly string _root = Directory.CreateTempSubdirectory("workshop").FullName;

    public string Project => Path.Combine(_root, "Shop");

    public string Migrations => Path.Combine(Project, "Migrations");

    /// <summary>Sets what the code's model has, beside the default schema "shop".</summary>
    public Workshop WithModel(params string[] entities)
    {
        Directory.CreateDirectory(Project);
        File.WriteAllText(Path.Combine(Project, "ShopContext.cs"), $$"""
            using Microsoft.EntityFrameworkCore;

            namespace Shop;

            public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
            {
                protected override void OnModelCreating(ModelBuilder model)
                {
                    model.HasDefaultSchema("shop");
                    {{string.Join("\n        ", entities)}}
                }
            }
            """);
        return this;
    }

    /// <summary>An entity with a key and the given columns.</summary>
    public static string Entity(string table, params string[] columns) =>
        $$"""model.Entity("{{table}}", b => { b.ToTable("{{table}}"); b.Property<int>("id"); b.HasKey("id").HasName("pk_{{table}}"); {{string.Concat(columns)}} });""";

    /// <summary>A nullable column of type text.</summary>
    public static string Text(string name) => $"""b.Property<string>("{name}");""";

    /// <summary>Writes a migration for what the model has become.</summary>
    public async Task<string> AddAsync(string description)
    {
        await using var bench = Open();
        var draft = bench.Author.Draft(MigrationTitle.Parse(description));
        bench.Write(draft);
        return draft.Id;
    }

    /// <summary>Builds the project and opens its authoring services.</summary>
    public Bench Open()
    {
        var name = $"Shop{Interlocked.Increment(ref builds)}";
        var trees = Directory.EnumerateFiles(Project, "*.cs", SearchOption.AllDirectories).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file));
        var compilation = CSharpCompilation.Create(name, trees, References.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var dll = Path.Combine(_root, $"{name}.dll");
        var result = compilation.Emit(dll);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        var assembly = new AssemblyLoadContext(name).LoadFromAssemblyPath(dll);
        return new Bench(assembly.GetType("Shop.ShopContext")!, Project);
    }

    /// <summary>A copy, as of a branch.</summary>
    public Workshop Branch()
    {
        var branch = new Workshop();
        branch.TakeFilesFrom(this);
        return branch;
    }

    /// <summary>Adds the files that another has and this one lacks, as git does with files of two branches.</summary>
    public void TakeFilesFrom(Workshop other)
    {
        foreach (var file in Directory.EnumerateFiles(other.Project, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Project, Path.GetRelativePath(other.Project, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target)) File.Copy(file, target);
        }
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(Migrations, file));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
