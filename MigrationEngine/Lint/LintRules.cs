namespace TradingPlatform.MigrationEngine;

/// <summary>The rules of the lint.</summary>
public static class LintRules
{
    /// <summary>All of them, in the order of docs/rules.</summary>
    public static IReadOnlyList<ILintRule> All => Checked;

    /// <summary>The rule of an id, one of <see cref="LintRuleIds"/>.</summary>
    public static ILintRule Of(string id) => Checked.First(rule => rule.Id == id);

    internal static IReadOnlyList<LintRule> Checked { get; } =
    [
        new AddColumnRule(),
        new AddColumnVolatileDefaultRule(),
        new AddColumnRequiredWithoutDefaultRule(),
        new AddColumnIdentityRule(),
        new AddColumnStoredGeneratedRule(),
        new AddColumnJsonRule(),
        new AddColumnInlineConstraintRule(),
        new AddColumnConstrainedDomainRule(),
        new AlterDomainConstraintRule(),
        new AlterColumnTypeRule(),
        new AlterColumnTypeCheckedRule(),
        new SetNotNullRule(),
        new DropNotNullRule(),
        new AddForeignKeyValidatingRule(),
        new CreateTableForeignKeyRule(),
        new DropForeignKeyRule(),
        new DropTableForeignKeysRule(),
        new AddCheckValidatingRule(),
        new ValidateInSameTransactionRule(),
        new AddUniqueConstraintRule(),
        new AddPrimaryKeyRule(),
        new AddExclusionConstraintRule(),
        new CreateIndexBlockingRule(),
        new CreateIndexPartitionedRule(),
        new CreateIndexManyColumnsRule(),
        new DropIndexBlockingRule(),
        new ReindexBlockingRule(),
        new DetachPartitionBlockingRule(),
        new RefreshMaterializedViewBlockingRule(),
        new AttachPartitionScanningRule(),
        new ConcurrentlyInTransactionRule(),
        new RenameColumnRule(),
        new RenameTableRule(),
        new SetSchemaRule(),
        new RenameObjectRule(),
        new EnumRenameValueRule(),
        new EnumAddValueRule(),
        new DropColumnRule(),
        new DropTableRule(),
        new DropSchemaRule(),
        new TruncateTableRule(),
        new SetUnloggedRule(),
        new VacuumFullRule(),
        new ClusterTableRule(),
        new MoveTableRule(),
        new LockTableRule(),
        new SessionSettingRule(),
        new DataChangeInTransactionRule(),
        new DataChangeWithoutWhereRule(),
        new CreateTriggerRule(),
        new ManyLockedTablesRule(),
        new UnknownSqlRule(),
        new IdentifierTooLongRule(),
        new IntegerKeyRule(),
        new SerialColumnRule(),
        new CharColumnRule(),
        new TimestampWithoutTimeZoneRule(),
        new UnnamedConstraintRule(),
        new MissingSchemaRule(),
    ];
}
