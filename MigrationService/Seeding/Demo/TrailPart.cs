using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>
/// The audit entries. The table refuses to forget, so a reset switches that off for its own transaction: only the table's owner can, and only a
/// developer's database is ever reset.
/// </summary>
internal sealed class TrailPart : DemoPart
{
    public override string Name => "demo-audit";

    public override IReadOnlyList<string> DependsOn => [PeoplePart.PartName, StrategiesPart.PartName, OrdersPart.PartName];

    protected override string OwnPresenceSql => $"EXISTS (SELECT FROM audit.audit_log WHERE actor_user_id = '{DemoIds.Leaver.Value}')";

    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("audit.audit_log", "actor_user_id")];

    public override Task AddAsync(SeedBatch batch, CancellationToken cancellationToken) => batch.CopyAsync(batch.Services.Demo.Trail.Entries, cancellationToken);

    public override async Task RemoveAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        await batch.Database.Database.ExecuteSqlAsync($"ALTER TABLE audit.audit_log DISABLE TRIGGER tr_audit_log_append_only", cancellationToken);
        await base.RemoveAsync(batch, cancellationToken);
        await batch.Database.Database.ExecuteSqlAsync($"ALTER TABLE audit.audit_log ENABLE ALWAYS TRIGGER tr_audit_log_append_only", cancellationToken);
    }
}
