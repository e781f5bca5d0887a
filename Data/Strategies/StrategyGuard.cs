using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace TradingPlatform.Data;

/// <summary>
/// The rules of <see cref="StrategyLifecycle"/> for whatever is saved: who asks before gives a better answer, and who forgets to ask is stopped here. What
/// was read decides, and the row version sees to it that it still holds. Statements that bypass the change tracker bypass the rules.
/// </summary>
internal static class StrategyGuard
{
    /// <exception cref="StrategyRuleException">A change of a strategy is not allowed.</exception>
    public static void Refuse(ChangeTracker changes)
    {
        foreach (var entry in changes.Entries<Strategy>())
        {
            if (entry.State is EntityState.Modified or EntityState.Deleted) Refuse(entry);
        }
    }

    private static void Refuse(EntityEntry<Strategy> entry)
    {
        var (id, status) = (entry.Entity.PublicId, entry.Property(strategy => strategy.Status));
        var from = status.OriginalValue;
        if (entry.State == EntityState.Deleted)
        {
            if (!from.MayBeDeleted()) throw new StrategyRuleException($"Strategy {id} is running: stop it before it is deleted.");
            return;
        }

        if (status.IsModified && status.CurrentValue is var to && from != to && !from.MayBecome(to))
            throw new StrategyRuleException($"Strategy {id} is {Text(from)}, from which it cannot become {Text(to)}.");

        string[] refused = [.. entry.Properties.Where(property => property.IsModified && !from.MayChange(property.Metadata.Name)).Select(property => property.Metadata.GetColumnName())];
        if (refused.Length > 0)
            throw new StrategyRuleException($"Strategy {id} is running: stop it before {string.Join(", ", refused)} may change; stop_loss and sell_time may at any time.");
    }

    private static string Text(StrategyStatus status) => EnumText.Map<StrategyStatus>()[status];
}
