namespace TradingPlatform.MigrationEngine;

/// <summary>A migration changes a setting that its run relies on.</summary>
internal sealed class SessionSettingRule() : LintRule(
    LintRuleIds.SessionSetting,
    LintSeverity.Error,
    "A migration changes a setting that its run relies on",
    LintHazard.None,
    "Leave the time limits to the run, which has options for them, and set anything else with SET LOCAL: it ends with the transaction.")
{
    public override IEnumerable<LintMatch> Check(LintSubject subject) =>
        subject.All(ChangeKind.ChangeSetting)
            .Where(item => item.Statement.IsRaw)
            .Select(item => item.Says(item.Change.Name is "lock_timeout" or "statement_timeout" or "all settings"
                ? $"{item.Change.Name} is the run's: what follows may keep everybody waiting without an end"
                : $"{item.Change.Name} stays changed for the journal and for every migration after this one in the same run, and for none in another"));
}
