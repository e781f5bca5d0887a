using System.Text.Json;

namespace TradingPlatform.MigrationService;

/// <summary>What an authoring verb did, for people or as one document.</summary>
internal static class AuthoringReport
{
    public static void WriteNothing(VerbContext context, string sentence)
    {
        if (context.Json) JsonOutput.Write(new AuthoringDocument { Message = sentence });
        else Console.WriteLine(sentence);
    }

    public static void Write(
        VerbContext context, MigrationDraft draft, IReadOnlyList<string> written, IReadOnlyList<string> removed, params IEnumerable<string> more)
    {
        List<string> remarks = [.. AuthoringRemarks.Of(draft), .. more];
        if (context.Json)
        {
            JsonOutput.Write(new AuthoringDocument
            {
                Id = draft.Id,
                Parents = draft.Parents,
                Replaces = draft.Replaces,
                Phase = draft.Phase,
                Operations = draft.Up.Count,
                Written = written,
                Removed = removed,
                Remarks = remarks,
            });
            return;
        }

        var count = draft.Up.Count == 1 ? "1 operation" : $"{draft.Up.Count} operations";
        var phase = JsonNamingPolicy.CamelCase.ConvertName(draft.Phase.ToString());
        var parents = draft.Parents.Count == 0 ? "nothing" : string.Join(" and ", draft.Parents);
        Console.WriteLine($"Wrote {draft.Id} ({phase}, {count}), after {parents}.");
        foreach (var file in written) Console.WriteLine($"  {Path.GetRelativePath(Environment.CurrentDirectory, file)}");
        if (removed.Count > 0) Console.WriteLine($"Removed {removed.Count} files of {draft.Replaces.Count} migrations.");
        foreach (var remark in remarks) Console.WriteLine(remark);
    }

    public static void Write(VerbContext context, RemovedMigration removed, bool looked)
    {
        List<string> remarks = [];
        if (!looked) remarks.Add("Whether it is applied to a database was not looked at.");
        if (removed.TestLeft is { } test)
            remarks.Add($"{test} tests it and was worked on: remove it, or keep it for the next attempt.");
        if (context.Json)
        {
            JsonOutput.Write(new AuthoringDocument
            {
                Id = removed.Id,
                Removed = removed.Files,
                Written = File.Exists(removed.SnapshotFile) ? [removed.SnapshotFile] : [],
                Remarks = remarks,
            });
            return;
        }

        Console.WriteLine($"Removed {removed.Id}, and the snapshot is as it was before it.");
        foreach (var remark in remarks) Console.WriteLine(remark);
    }
}
