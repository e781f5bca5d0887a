using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The migrations of a build and which of them come after which. Usually a line; a graph where two branches of the code each added a
/// migration. Made without a model and without a database.
/// </summary>
public sealed class MigrationGraph
{
    private readonly Dictionary<string, int> _positions;
    private readonly Dictionary<string, List<string>> _children;
    private readonly Dictionary<string, string> _replacedBy;
    private readonly IReadOnlyDictionary<string, MigrationDeclaration> _declarations;

    private MigrationGraph(IReadOnlyList<MigrationNode> ordered, Dictionary<string, string> replacedBy, IReadOnlyDictionary<string, MigrationDeclaration> declarations)
    {
        Migrations = ordered;
        _replacedBy = replacedBy;
        _declarations = declarations;
        Ids = [.. ordered.Select(node => node.Id)];
        // Not by LINQ over tuples: the runtime would compile it at each start.
        _positions = new Dictionary<string, int>(Ids.Count);
        for (var index = 0; index < Ids.Count; index++) _positions.Add(Ids[index], index);
        _children = ordered.ToDictionary(node => node.Id, _ => new List<string>());
        foreach (var node in ordered)
            foreach (var parent in node.Parents) _children[parent].Add(node.Id);
        Roots = [.. ordered.Where(node => node.Parents.Count == 0).Select(node => node.Id)];
        Heads = [.. Ids.Where(id => _children[id].Count == 0)];
    }

    /// <summary>Every migration after all of its parents; what may be swapped stands in the order of the ids.</summary>
    public IReadOnlyList<MigrationNode> Migrations { get; }

    /// <summary>The ids of <see cref="Migrations"/>, in the same order.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The migrations that nothing comes after. More than one means that branches are to be merged.</summary>
    public IReadOnlyList<string> Heads { get; }

    /// <summary>The migrations that come after nothing.</summary>
    public IReadOnlyList<string> Roots { get; }

    /// <summary>The migration with this id.</summary>
    /// <exception cref="KeyNotFoundException">It is not in the build: see <see cref="Contains"/>.</exception>
    public MigrationNode this[string id] => Migrations[_positions[id]];

    /// <summary>The migrations of a context's build.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Damaged"/>: an id twice, an unknown parent, a circle.</exception>
    public static MigrationGraph Of(DbContext context) => SchemaDefinition.Of(context).Graph;

    /// <summary>The same, without making a context.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Damaged"/>: an id twice, an unknown parent, a circle.</exception>
    public static MigrationGraph Of(DbContextOptions options) => SchemaDefinition.Of(options).Graph;

    /// <summary>The same, without options: nothing of EF Core is set up.</summary>
    /// <param name="migrations">The assembly with the migrations.</param>
    /// <param name="contextType">The context that they belong to.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Damaged"/>: an id twice, an unknown parent, a circle.</exception>
    public static MigrationGraph Of(Assembly migrations, Type contextType) => Of(MigrationAssembly.Read(migrations, contextType));

    /// <summary>Whether the build contains the migration.</summary>
    public bool Contains(string id) => _positions.ContainsKey(id);

    /// <summary>Everything that must be applied before <paramref name="id"/>, without itself, in order.</summary>
    public IReadOnlyList<string> AncestorsOf(string id) => Reachable(id, other => this[other].Parents);

    /// <summary>Everything that needs <paramref name="id"/>, without itself, in order.</summary>
    public IReadOnlyList<string> DescendantsOf(string id) => Reachable(id, other => _children[other]);

    /// <summary>The migrations that name <paramref name="id"/> as a parent, in order.</summary>
    public IReadOnlyList<string> ChildrenOf(string id) => _children[id];

    /// <summary>The squash of this build that folds <paramref name="id"/>; null where none does.</summary>
    public string? ReplacementOf(string id) => _replacedBy.GetValueOrDefault(id);

    /// <summary>The migration that an operator means: an id, a unique prefix of one, or a unique part of a name.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: none or several, or one that a squash has replaced; the sentence says which.</exception>
    public string Find(string text) => MigrationName.Find(text, Ids, _replacedBy);

    /// <summary>The ids, put into the order of the graph.</summary>
    internal IEnumerable<string> Sort(IEnumerable<string> ids) => ids.OrderBy(id => _positions[id]);

    /// <summary>The migration's class.</summary>
    internal TypeInfo TypeOf(string id) => _declarations[id].Load();

    internal static MigrationGraph Of(IReadOnlyList<MigrationDeclaration> declarations)
    {
        var (ordered, replacedBy) = MigrationOrder.Of(declarations);
        return new MigrationGraph(ordered, replacedBy, declarations.ToDictionary(declaration => declaration.Id));
    }

    private List<string> Reachable(string id, Func<string, IEnumerable<string>> next)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(next(id));
        while (open.TryPop(out var other))
        {
            if (!seen.Add(other)) continue;
            foreach (var further in next(other)) open.Push(further);
        }

        return [.. Sort(seen)];
    }
}
