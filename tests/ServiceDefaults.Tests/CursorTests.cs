using System.Buffers.Text;
using System.Text;

namespace TradingPlatform.ServiceDefaults.Tests;

public sealed class CursorTests
{
    private static readonly DateTimeOffset Instant = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(678901);

    [Theory]
    [InlineData("t1")]
    [InlineData("with|separator")]
    [InlineData("ünïcode")]
    public void Decode_OfWhatWasEncoded_IsTheSameToTheMicrosecond(string id)
    {
        var cursor = new Cursor(Instant, id);

        Assert.Equal(cursor, Cursor.Decode("trades", cursor.Encode("trades")));
        Assert.Equal(Cursor.Of(id), Cursor.Decode("users", Cursor.Of(id).Encode("users")));
    }

    [Fact]
    public void Decode_ForAnotherList_IsRefused() => Assert.Null(Cursor.Decode("bots", new Cursor(Instant, "1").Encode("trades")));

    [Theory]
    [InlineData("")]
    [InlineData("trades")]
    [InlineData("trades|1")]
    [InlineData("trades|1|")]
    [InlineData("trades|-1|x")]
    [InlineData("trades|9223372036854775807|x")]
    [InlineData("trades|1|a\0b")]
    public void Decode_OfAForgery_IsRefused(string text) =>
        Assert.Null(Cursor.Decode("trades", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))));

    [Theory]
    [InlineData("%%%")]
    [InlineData("a")]
    public void Decode_OfWhatIsNotBase64_IsRefused(string text) => Assert.Null(Cursor.Decode("trades", text));
}
