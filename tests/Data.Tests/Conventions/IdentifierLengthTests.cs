using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data.Tests;

public sealed class IdentifierLengthTests
{
    [Fact]
    public void Model_WhenANameIsTooLongForPostgres_IsRefusedWithTheName()
    {
        using var context = new LongNamesContext();

        var refusal = Assert.Throws<InvalidOperationException>(() => context.Model);

        Assert.Contains("ix_rows_a_column_whose_name_alone", refusal.Message, StringComparison.Ordinal);
    }

    private sealed class LongNamesContext : DbContext
    {
        public DbSet<Row> Rows => Set<Row>();

        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=localhost");

        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
            configurationBuilder.AddTradingConventions();

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Row>().HasIndex(row => new { row.AColumnWhoseNameAloneIsAlreadyLong, row.AnotherColumnWithALongName });
    }

    private sealed class Row
    {
        public int Id { get; set; }
        public int AColumnWhoseNameAloneIsAlreadyLong { get; set; }
        public int AnotherColumnWithALongName { get; set; }
    }
}
