namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Tasks with their tags, and conversations with their messages.</summary>
internal sealed class WorkspacePart : DemoPart
{
    public override string Name => "demo-workspace";

    public override IReadOnlyList<string> DependsOn => [PeoplePart.PartName, StrategiesPart.PartName, OrdersPart.PartName];

    // Tags on tasks and messages of conversations go with them.
    protected override IReadOnlyList<(string Table, string Condition)> Rows => [OfPeople("workspace.conversations"), OfPeople("workspace.tags"), OfPeople("workspace.tasks")];

    public override async Task AddAsync(SeedBatch batch, CancellationToken cancellationToken)
    {
        var workspace = batch.Services.Demo.Workspace;
        await batch.CopyAsync(workspace.Tags, cancellationToken);
        await batch.CopyAsync(workspace.Tasks, cancellationToken);
        await batch.CopyAsync(workspace.TaskTags, cancellationToken);
        await batch.CopyAsync(workspace.Conversations, cancellationToken);
        await batch.CopyAsync(workspace.Messages, cancellationToken);
    }
}
