namespace TradingPlatform.MigrationEngine;

/// <summary>The stable ids of the lint rules: what findings name, what an exemption names, and the file name of the page in docs/rules.</summary>
/// <remarks>An id is never renamed or given to another rule: it is written in migrations and in the journal.</remarks>
public static class LintRuleIds
{
    /// <summary>A column that is nullable or has a constant default: a short ACCESS EXCLUSIVE lock.</summary>
    public const string AddColumn = "add-column";

    /// <summary>A column with a default that is computed anew for every row: the table is rewritten.</summary>
    public const string AddColumnVolatileDefault = "add-column-volatile-default";

    /// <summary>A required column without a default: fails on rows that exist, and the old application's INSERTs fail after it.</summary>
    public const string AddColumnRequiredWithoutDefault = "add-column-required-without-default";

    /// <summary>A serial or identity column: the table is rewritten.</summary>
    public const string AddColumnIdentity = "add-column-identity";

    /// <summary>A stored generated column: the table is rewritten.</summary>
    public const string AddColumnStoredGenerated = "add-column-stored-generated";

    /// <summary>A json column, which has no equality operator.</summary>
    public const string AddColumnJson = "add-column-json";

    /// <summary>A column with a CHECK, UNIQUE, PRIMARY KEY or REFERENCES in its own definition.</summary>
    public const string AddColumnInlineConstraint = "add-column-inline-constraint";

    /// <summary>A column of a domain that has a constraint: the table is rewritten.</summary>
    public const string AddColumnConstrainedDomain = "add-column-constrained-domain";

    /// <summary>A constraint added to a domain: every table that uses the domain is scanned.</summary>
    public const string AlterDomainConstraint = "alter-domain-constraint";

    /// <summary>A change of a column's type that rewrites the table or verifies every row.</summary>
    public const string AlterColumnType = "alter-column-type";

    /// <summary>A change of the type of a column that a CHECK constraint names: the constraint is verified again.</summary>
    public const string AlterColumnTypeChecked = "alter-column-type-checked";

    /// <summary>A column made required: the table is scanned under ACCESS EXCLUSIVE.</summary>
    public const string SetNotNull = "set-not-null";

    /// <summary>A column made optional: readers that run meet NULLs.</summary>
    public const string DropNotNull = "drop-not-null";

    /// <summary>A foreign key that is validated where it is added: both tables are locked against writes while one is scanned.</summary>
    public const string AddForeignKeyValidating = "add-foreign-key-validating";

    /// <summary>A new table that references an existing one: the parent is locked against writes for a moment.</summary>
    public const string CreateTableForeignKey = "create-table-foreign-key";

    /// <summary>A dropped foreign key: both tables are locked for a moment.</summary>
    public const string DropForeignKey = "drop-foreign-key";

    /// <summary>A dropped table that holds foreign keys: the tables it references are locked too.</summary>
    public const string DropTableForeignKeys = "drop-table-foreign-keys";

    /// <summary>A CHECK constraint that is validated where it is added: the table is scanned under ACCESS EXCLUSIVE.</summary>
    public const string AddCheckValidating = "add-check-validating";

    /// <summary>A constraint validated in the transaction that added it: the strong lock lasts as long as the scan.</summary>
    public const string ValidateInSameTransaction = "validate-in-same-transaction";

    /// <summary>A unique constraint that builds its index itself.</summary>
    public const string AddUniqueConstraint = "add-unique-constraint";

    /// <summary>A primary key that builds its index itself.</summary>
    public const string AddPrimaryKey = "add-primary-key";

    /// <summary>An exclusion constraint on a table that exists.</summary>
    public const string AddExclusionConstraint = "add-exclusion-constraint";

    /// <summary>An index built while writes are blocked.</summary>
    public const string CreateIndexBlocking = "create-index-blocking";

    /// <summary>An index of a partitioned table, which cannot be built concurrently.</summary>
    public const string CreateIndexPartitioned = "create-index-partitioned";

    /// <summary>A non-unique index of more than three columns.</summary>
    public const string CreateIndexManyColumns = "create-index-many-columns";

    /// <summary>An index dropped under ACCESS EXCLUSIVE.</summary>
    public const string DropIndexBlocking = "drop-index-blocking";

    /// <summary>REINDEX without CONCURRENTLY.</summary>
    public const string ReindexBlocking = "reindex-blocking";

    /// <summary>DETACH PARTITION without CONCURRENTLY.</summary>
    public const string DetachPartitionBlocking = "detach-partition-blocking";

    /// <summary>REFRESH MATERIALIZED VIEW without CONCURRENTLY.</summary>
    public const string RefreshMaterializedViewBlocking = "refresh-materialized-view-blocking";

    /// <summary>ATTACH PARTITION, which scans the child unless a CHECK constraint already proves its bounds.</summary>
    public const string AttachPartitionScanning = "attach-partition-scanning";

    /// <summary>A statement that PostgreSQL refuses inside a transaction.</summary>
    public const string ConcurrentlyInTransaction = "concurrently-in-transaction";

    /// <summary>A renamed column: versions of the application that still run do not find it.</summary>
    public const string RenameColumn = "rename-column";

    /// <summary>A renamed table: versions of the application that still run do not find it.</summary>
    public const string RenameTable = "rename-table";

    /// <summary>A table moved to another schema.</summary>
    public const string SetSchema = "set-schema";

    /// <summary>A renamed schema, sequence, view, type or function.</summary>
    public const string RenameObject = "rename-object";

    /// <summary>A renamed label of an enum type.</summary>
    public const string EnumRenameValue = "enum-rename-value";

    /// <summary>A new label of an enum type, which cannot be used before the commit.</summary>
    public const string EnumAddValue = "enum-add-value";

    /// <summary>A dropped column: its data are lost and versions of the application that still run fail.</summary>
    public const string DropColumn = "drop-column";

    /// <summary>A dropped table: its rows are lost and versions of the application that still run fail.</summary>
    public const string DropTable = "drop-table";

    /// <summary>A dropped schema.</summary>
    public const string DropSchema = "drop-schema";

    /// <summary>TRUNCATE.</summary>
    public const string TruncateTable = "truncate-table";

    /// <summary>SET UNLOGGED or SET LOGGED: the table is rewritten.</summary>
    public const string SetUnlogged = "set-unlogged";

    /// <summary>VACUUM FULL: the table is rewritten.</summary>
    public const string VacuumFull = "vacuum-full";

    /// <summary>CLUSTER: the table is rewritten.</summary>
    public const string ClusterTable = "cluster-table";

    /// <summary>SET TABLESPACE or SET ACCESS METHOD: the table is copied.</summary>
    public const string MoveTable = "move-table";

    /// <summary>LOCK TABLE.</summary>
    public const string LockTable = "lock-table";

    /// <summary>A time limit of the run, or what its session relies on, is changed.</summary>
    public const string SessionSetting = "session-setting";

    /// <summary>Rows changed in the transaction that changes the schema: their locks are held to the commit.</summary>
    public const string DataChangeInTransaction = "data-change-in-transaction";

    /// <summary>UPDATE or DELETE without WHERE.</summary>
    public const string DataChangeWithoutWhere = "data-change-without-where";

    /// <summary>A trigger created on a table that exists.</summary>
    public const string CreateTrigger = "create-trigger";

    /// <summary>Two or more tables under a strong lock in one transaction.</summary>
    public const string ManyLockedTables = "many-locked-tables";

    /// <summary>SQL of whose effects nothing is known.</summary>
    public const string UnknownSql = "unknown-sql";

    /// <summary>An identifier longer than 63 bytes.</summary>
    public const string IdentifierTooLong = "identifier-too-long";

    /// <summary>A key of four or two bytes.</summary>
    public const string IntegerKey = "integer-key";

    /// <summary>A serial column where an identity column is meant.</summary>
    public const string SerialColumn = "serial-column";

    /// <summary>A column of type char(n).</summary>
    public const string CharColumn = "char-column";

    /// <summary>A column of type timestamp without time zone.</summary>
    public const string TimestampWithoutTimeZone = "timestamp-without-time-zone";

    /// <summary>A constraint whose name PostgreSQL makes up.</summary>
    public const string UnnamedConstraint = "unnamed-constraint";

    /// <summary>A name without a schema, which the search_path of the session decides.</summary>
    public const string MissingSchema = "missing-schema";
}
