using Microsoft.EntityFrameworkCore.Migrations.Design;

namespace TradingPlatform.MigrationService;

/// <summary>EF Core's record of a scaffolded migration, with the draft that our files are written from.</summary>
internal sealed class EngineMigration(MigrationDraft draft, string code, string metadata, string snapshot, string snapshotName)
    : ScaffoldedMigration(".cs", draft.Parents.Count == 0 ? null : draft.Parents[0], code, draft.Id, metadata, draft.Namespace, snapshot, snapshotName, draft.Namespace)
{
    public MigrationDraft Draft { get; } = draft;
}
