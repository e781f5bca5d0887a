#if RENAMED
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Rollout;

internal sealed class TradersDisplayName : UpdateBackfill
{
    public override string Name => "traders-display-name";

    public override string After => "20260101000002_AddDisplayName";

    public override string Schema => "desk";

    public override string Table => "traders";

    public override string Rows => "display_name IS NULL";

    public override string Assignments => "display_name = name";
}
#endif
