namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>The rows from before the window, with the same expressions as its dual writes.</summary>
internal sealed class WindowFill : UpdateBackfill
{
    public override string Name => "window-fill";

    public override string After => WindowContext.Expand;

    public override string Schema => "shop";

    public override string Table => "people";

    public override string Rows => "status IS NULL OR quantity_wide IS NULL OR display_name IS NULL";

    public override string Assignments => $"display_name = name, quantity_wide = quantity, status = {WindowContext.ToNew}";
}
