using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace TradingPlatform.MigrationEngine;

/// <summary>Writes migrations so that a busy database can go on working while they run.</summary>
public class SafeMigrationsSqlGenerator : NpgsqlMigrationsSqlGenerator
{
    /// <summary>Made by EF Core.</summary>
#pragma warning disable EF1001 // The provider's own generator has no other constructor to derive from.
    public SafeMigrationsSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions npgsqlSingletonOptions)
        : base(dependencies, npgsqlSingletonOptions)
#pragma warning restore EF1001
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MigrationCommand> Generate(
        IReadOnlyList<MigrationOperation> operations, IModel? model = null, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default) =>
        base.Generate([.. operations.Where(operation => operation is not ExemptOperation)], model, options);
}
