namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// One part of the seed. <see cref="SeedRunner"/> runs the parts that a database lacks, what they depend on first, in one transaction, under
/// the migration lock. A part that is added is one class and one line in <see cref="Seeders"/>.
/// </summary>
internal interface ISeeder
{
    /// <summary>The word that <c>seed --only</c> takes, for good: lower case, with hyphens.</summary>
    string Name { get; }

    /// <summary>The smallest profile that includes this part.</summary>
    SeedProfile Profile { get; }

    /// <summary>The names of the parts whose rows this one's refer to. Default: none.</summary>
    IReadOnlyList<string> DependsOn => [];

    /// <summary>An SQL condition that is true where the part is already there: then no entity model is built and <see cref="AddAsync"/> is not called.</summary>
    string IsPresentSql { get; }

    /// <summary>Whether <c>seed --reset</c> can make the part anew. Default: false.</summary>
    bool CanReset => false;

    /// <summary>Adds what is missing.</summary>
    Task AddAsync(SeedBatch batch, CancellationToken cancellationToken);

    /// <summary>Takes away what the part added, and what was added to it since; called after all that depend on it.</summary>
    Task RemoveAsync(SeedBatch batch, CancellationToken cancellationToken) => throw new NotSupportedException($"{Name} cannot be reset.");
}
