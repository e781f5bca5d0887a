using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Tests;

public sealed class MigrationTitleTests
{
    [Theory]
    [InlineData("add leverage to bots", "AddLeverageToBots", "Add leverage to bots.")]
    [InlineData("AddLeverageToBots", "AddLeverageToBots", "Add leverage to bots.")]
    [InlineData("add_leverage-to bots", "AddLeverageToBots", "Add_leverage-to bots.")]
    [InlineData("Keep OHLC bars for 2 years", "KeepOHLCBarsFor2Years", "Keep OHLC bars for 2 years.")]
    [InlineData("drop legacy_orders", "DropLegacyOrders", "Drop legacy_orders.")]
    public void Parse_OfADescription_MakesAClassNameAndASentence(string text, string identifier, string sentence)
    {
        var title = MigrationTitle.Parse(text);

        Assert.Equal((identifier, sentence), (title.Identifier, title.Description));
    }

    [Theory]
    [InlineData("update")]
    [InlineData("changes")]
    [InlineData("Fix")]
    [InlineData("fix 2")]
    [InlineData("migration1")]
    [InlineData("Migration")]
    [InlineData("test")]
    [InlineData("add column")]
    [InlineData("UpdateDatabaseSchema2")]
    [InlineData("2026")]
    [InlineData("")]
    [InlineData(" - ")]
    public void Parse_WhenTheNameSaysNothing_Refuses(string text) => Refuses(text, "says nothing");

    [Fact]
    public void Parse_WhenTooLong_SaysTheLimit() => Refuses(string.Concat(Enumerable.Repeat("leverage ", 20)), "80 is the limit");

    [Theory]
    [InlineData("2fa for users", "begins with a digit")]
    [InlineData("füge Hebel hinzu", "'ü'")]
    [InlineData("MigrationBuilder", "would hide")]
    [InlineData("Guid", "would hide")]
    public void Parse_WhenNoClassCanBeCalledSo_Refuses(string text, string reason) => Refuses(text, reason);

    [Fact]
    public void RefuseDuplicate_WhenOnlyTheCaseDiffers_NamesTheOther()
    {
        var refusal = Assert.Throws<MigrationException>(() => MigrationTitle.Parse("add Fees").RefuseDuplicate(["20260101000000_addfees"]));

        Assert.Contains("20260101000000_addfees", refusal.Message, StringComparison.Ordinal);
    }

    private static void Refuses(string text, string reason)
    {
        var refusal = Assert.Throws<MigrationException>(() => MigrationTitle.Parse(text));

        Assert.Equal(MigrationExitCode.Usage, refusal.ExitCode);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
