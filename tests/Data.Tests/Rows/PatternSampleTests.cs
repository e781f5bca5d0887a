using System.Text.RegularExpressions;

namespace TradingPlatform.Data.Tests;

public sealed class PatternSampleTests
{
    [Theory]
    [InlineData("^tp_live_[A-Za-z0-9_-]{8}$")]
    [InlineData(@"^\+[1-9][0-9]{1,14}$")]
    [InlineData(@"^(?:ab)+\.c?\d{2,}[\]x]*$")]
    public void Sample_OfAPattern_MatchesIt(string pattern)
    {
        var random = new Random(1);

        Assert.All(Enumerable.Range(0, 100).Select(_ => PatternSample.Of(pattern, random)), sample => Assert.Matches(new Regex(pattern), sample));
    }
}
