using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>erd</c>: a picture of the schema.</summary>
internal static class ErdVerb
{
    private const string Description =
        """
        Draws the tables, their columns, and what refers to what: as this build has them, or as a database has them.

        Examples:
          erd                                       Mermaid for a Markdown file, on standard output
          erd --format svg --output schema.svg
          erd --schema trading                      one schema; tables of others that it touches as names
          erd --from-database --format svg -o live.svg
          erd --format markdown -o docs/schema.md   a page with every table, its columns and its rules
        """;

    private static readonly Option<ErdFormat> Format = WordOption.Of("--format", "What to draw", ErdFormat.Mermaid, "-f");

    private static readonly Option<string?> Schema = new("--schema", "-s") { Description = "Only this schema." };

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file to write. Default: standard output.", HelpName = "file" };

    private static readonly Option<bool> FromDatabase = new("--from-database") { Description = "Read the database instead of this build's model." };

    public static Command Create()
    {
        var verb = new Command("erd", Description) { Format, Schema, Output, FromDatabase };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "erd",
            (context, token) => RunAsync(
                context, arguments.GetValue(Format), arguments.GetValue(Schema), arguments.GetValue(Output), arguments.GetValue(FromDatabase), token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(
        VerbContext context, ErdFormat format, string? schema, string? file, bool fromDatabase, CancellationToken cancellationToken)
    {
        if (format == ErdFormat.Markdown && (fromDatabase || schema is not null))
            throw new MigrationException(MigrationExitCode.Usage, "A page of Markdown is of the whole model of this build: leave out --schema and --from-database.");

        var picture = fromDatabase ? await ReadDatabaseAsync(context, cancellationToken) : ReadModel();
        if (schema is not null)
        {
            if (picture.Tables.All(table => table.Schema != schema))
            {
                throw new MigrationException(
                    MigrationExitCode.Usage,
                    $"There is no table in a schema '{schema}': there is {string.Join(", ", picture.Tables.Select(table => table.Schema).Distinct())}.");
            }

            picture = picture.Only(schema);
        }

        var text = format switch
        {
            ErdFormat.Svg => SvgDocument.Write(picture),
            ErdFormat.Markdown => ReadPage(),
            _ => MermaidText.Write(picture),
        };
        if (file is not null) await WriteAsync(file, text, cancellationToken);
        if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, picture.Tables, picture.References });
        else if (file is null) await Console.Out.WriteAsync(text);
        else Console.Out.WriteLine($"Wrote {Counted.Of(picture.Tables.Count, "table")} and {Counted.Of(picture.References.Count, "reference")} to {file}.");
        return MigrationExitCode.Success;
    }

    private static string ReadPage()
    {
        using var context = VerbContext.CreateOfflineContext();
        return SchemaPage.Write(context);
    }

    private static SchemaPicture ReadModel()
    {
        using var context = VerbContext.CreateOfflineContext();
        return ModelPicture.Of(context);
    }

    private static async Task<SchemaPicture> ReadDatabaseAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await using var connection = await context.ConnectAsync(cancellationToken);
        return await CatalogPicture.ReadAsync(connection, cancellationToken);
    }

    private static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, text, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(MigrationExitCode.Usage, $"{file} cannot be written: {exception.Message}", exception);
        }
    }
}
