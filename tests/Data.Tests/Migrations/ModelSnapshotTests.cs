using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data.Tests;

public sealed class ModelSnapshotTests
{
    [Fact]
    public void Model_HasNoChangeThatNoMigrationMakes()
    {
        using var context = TradingSchema.Offline();

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Migrations_HaveIdsThatGrowAndNeverRepeat()
    {
        var numbers = TradingSchema.MigrationIds().Select(id => id.Split('_')[0]).ToList();

        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }
}
