using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What an author should know about a migration that was just written.</summary>
internal static class AuthoringRemarks
{
    public static IEnumerable<string> Of(MigrationDraft draft)
    {
        if (draft.Parents.Count > 1 || draft.Replaces.Count > 0) yield break;

        if (draft.Phase == MigrationPhase.Contract)
            yield return "It takes away what applications of the version before may still use, so its phase is Contract: look at it before it is applied.";
        if (OperationRules.IsMixed(draft.Up))
            yield return "It also adds something: in two migrations, the adding one first, both versions of an application work between them.";
        if (draft.Up.Count == 0)
            yield return "It has no operations yet: write them into Up and Down.";
    }
}
