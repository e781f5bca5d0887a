using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace TradingPlatform.Identity.Tests;

public sealed class PasswordHashingTests
{
    private readonly PasswordHashing _hashing = new();

    [Fact]
    public void Hash_OfTheSamePasswordTwice_Differs() => Assert.NotEqual(_hashing.Hash("secret"), _hashing.Hash("secret"));

    [Fact]
    public void Verify_KnowsThePasswordFromAnother()
    {
        var hash = _hashing.Hash("secret");

        Assert.Equal(PasswordVerdict.Right, _hashing.Verify(hash, "secret"));
        Assert.Equal(PasswordVerdict.Wrong, _hashing.Verify(hash, "Secret"));
    }

    [Fact]
    public void Verify_WithoutAHash_IsWrong() => Assert.Equal(PasswordVerdict.Wrong, _hashing.Verify(hash: null, "secret"));

    [Fact]
    public void Verify_OfAHashWithFewerIterations_AsksForANewOne()
    {
        var weak = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = 10_000 }));

        Assert.Equal(PasswordVerdict.RightButOutdated, _hashing.Verify(weak.HashPassword(new object(), "secret"), "secret"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AA==")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuuAbCdEfGhIjKlMnOpQrStUvWxYz01234")]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99")]
    public void Verify_OfAHashThatAnotherProgramMade_IsWrong(string hash) => Assert.Equal(PasswordVerdict.Wrong, _hashing.Verify(hash, "secret"));

    [Fact]
    public void Verify_WithoutAHash_TakesAsLongAsWithOne()
    {
        var hash = _hashing.Hash("secret");

        var known = Fastest(() => _hashing.Verify(hash, "wrong"));
        var unknown = Fastest(() => _hashing.Verify(hash: null, "wrong"));

        Assert.InRange(unknown / known, 0.5, 2);
    }

    private static double Fastest(Action work) => Enumerable.Range(0, 7).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    });
}
