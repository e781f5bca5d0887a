namespace TradingPlatform.MigrationService;

/// <summary>How the code differs from what a branch becomes with the changes of the others.</summary>
/// <param name="Head">The branch's last migration.</param>
/// <param name="Missing">Changes of the other branches that the code does not ask for.</param>
/// <param name="Extra">Changes that the code asks for and no other branch makes.</param>
internal sealed record BranchGap(string Head, IReadOnlyList<string> Missing, IReadOnlyList<string> Extra)
{
    public bool IsEmpty => Missing.Count == 0 && Extra.Count == 0;

    public bool IsOneSided => Missing.Count == 0 || Extra.Count == 0;

    public string Sentence => (Missing.Count, Extra.Count) switch
    {
        (0, _) => $"The code has changes that no branch makes ({string.Join("; ", Extra)}): put them aside, merge, and write a migration for them with `new`.",
        (_, 0) => $"The code lacks what the branch beside {Head} does ({string.Join("; ", Missing)}): resolve the conflict in the code, so that it has the changes of both.",
        _ => $"The branches contradict each other or the code: beside {Head} another does {string.Join("; ", Missing)}, and the code asks for {string.Join("; ", Extra)}. Change the migration that is not applied anywhere yet, or the code.",
    };

    public static BranchGap Of(string head, Dictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) => new(
        head,
        [.. expected.Where(line => !actual.ContainsKey(line.Key)).Select(line => line.Value)],
        [.. actual.Where(line => !expected.ContainsKey(line.Key)).Select(line => line.Value)]);
}
