using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Puts a kept model into a migration's attributes' file, as EF Core would have written it there: for the few migrations whose SQL is
/// completed from the model, such as inserted rows, after which their keys' sequence moves on.
/// </summary>
internal static class DesignerModel
{
    private const string Method = "BuildTargetModel";

    /// <summary>The metadata with the model; unchanged where it has one.</summary>
    /// <param name="metadata">The text of the file with the attributes.</param>
    /// <param name="snapshot">The text of the snapshot as of that migration.</param>
    public static string AddTo(string metadata, string snapshot)
    {
        if (metadata.Contains(Method, StringComparison.Ordinal)) return metadata;

        var model = CSharpSyntaxTree.ParseText(snapshot.ReplaceLineEndings("\n")).GetCompilationUnitRoot();
        var build = model.DescendantNodes().OfType<MethodDeclarationSyntax>().Single(method => method.Identifier.ValueText == "BuildModel");
        var body = Unindented(build.Body!.ToFullString());

        var designer = CSharpSyntaxTree.ParseText(metadata.ReplaceLineEndings("\n")).GetCompilationUnitRoot();
        var stated = designer.Usings.Select(directive => directive.Name!.ToString()).ToHashSet();
        var usings = model.Usings.Where(directive => !stated.Contains(directive.Name!.ToString())).Select(directive => directive.ToString());
        var text = designer.ToFullString();
        var classEnd = designer.DescendantNodes().OfType<ClassDeclarationSyntax>().Single().CloseBraceToken.SpanStart;
        var firstUsing = designer.Usings[0].SpanStart;
        return $$"""
            {{text[..firstUsing]}}{{string.Join('\n', usings)}}
            {{text[firstUsing..classEnd].TrimEnd()}}
                /// <inheritdoc />
                protected override void {{Method}}(ModelBuilder modelBuilder)
            {{body}}
            {{text[classEnd..].TrimEnd()}}

            """;
    }

    // The snapshot's class stands in a namespace's braces or not; the body's own indentation says which.
    private static string Unindented(string body)
    {
        var lines = body.TrimEnd().Split('\n');
        var surplus = Math.Max(0, lines[0].Length - lines[0].TrimStart().Length - 4);
        return string.Join('\n', lines.Select(line => line.Length > surplus && string.IsNullOrWhiteSpace(line[..surplus]) ? line[surplus..] : line));
    }
}
