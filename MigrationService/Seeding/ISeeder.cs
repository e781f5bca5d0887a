using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// One part of the seed. A seeder adds its rows to the context and leaves saving to <see cref="SeedRunner"/>, which runs all seeders
/// of a profile in the order of <see cref="SeedRunner"/>'s list, in one transaction, under the migration lock.
/// </summary>
internal interface ISeeder
{
    /// <summary>The smallest profile that includes this part.</summary>
    SeedProfile Profile { get; }

    /// <summary>An SQL condition that is true where the part is already there: then no entity model is built and <see cref="AddAsync"/> is not called.</summary>
    string IsPresentSql { get; }

    /// <summary>Adds what is missing.</summary>
    Task AddAsync(TradingDbContext database, CancellationToken cancellationToken);
}
