using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data.Tests;

public sealed partial class EnumCheckTests
{
    [Fact]
    public async Task EnumColumns_AreCheckedAgainstExactlyTheirMembers()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var checks = await ChecksAsync(database.ConnectionString);
        var columns = 0;

        foreach (var entity in context.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (!type.IsEnum)
                    continue;
                columns++;
                var check = checks[$"ck_{entity.GetTableName()}_{property.GetColumnName()}"];
                var allowed = Literal().Matches(check).Select(match => match.Groups[1].Value);
                Assert.Equal(StoredTexts(property, type).Order(StringComparer.Ordinal), allowed.Order(StringComparer.Ordinal));
            }
        }

        Assert.True(columns >= 12, $"Only {columns} enum columns were found.");
    }

    [Fact]
    public void CanceledOrders_AreStoredWithThePlatformsSpelling()
    {
        Assert.Contains("canceled", EnumText.All(typeof(OrderStatus)));
        Assert.DoesNotContain("cancelled", EnumText.All(typeof(OrderStatus)));
    }

    // What the context really writes, by its own converter.
    private static IEnumerable<string> StoredTexts(Microsoft.EntityFrameworkCore.Metadata.IProperty property, Type enumType)
    {
        var converter = property.GetTypeMapping().Converter;
        Assert.NotNull(converter);
        return Enum.GetValues(enumType).Cast<object>().Select(value => (string)converter.ConvertToProvider(value)!);
    }

    private static async Task<IReadOnlyDictionary<string, string>> ChecksAsync(string connectionString)
    {
        var rows = await TradingSchema.RowsAsync(connectionString,
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c' AND conname LIKE 'ck\\_%'");
        return rows.Select(row => row.Split('|', 2)).ToDictionary(row => row[0], row => row[1]);
    }

    [GeneratedRegex("'([^']*)'::text")]
    private static partial Regex Literal();
}
