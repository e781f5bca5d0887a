namespace TradingPlatform.Data.Tests;

public sealed class KeyRingTests
{
    private const string Secret = "s3cret-ключ-🔑";

    private static readonly SecretPlace Place = new("trading.broker_connections", "encrypted_api_key", Guid.Parse("0199a000-0000-7000-8000-000000000001"));

    [Fact]
    public void Decrypt_WhatWasEncrypted_GivesItBack_AndNoTwoCiphertextsAreAlike()
    {
        var keys = Keys.Ring("k1");
        var (one, other) = (keys.Encrypt(Place, Secret), keys.Encrypt(Place, Secret));

        Assert.Equal(Secret, keys.Decrypt(Place, one));
        Assert.Equal("", keys.Decrypt(Place, keys.Encrypt(Place, "")));
        Assert.Equal("k1", one.KeyId);
        Assert.NotEqual(one.Ciphertext, other.Ciphertext);
        Assert.NotEqual(one.Ciphertext[1..13], other.Ciphertext[1..13]);
    }

    public static TheoryData<SecretPlace> Elsewhere =>
    [
        Place with { Row = Guid.Parse("0199a000-0000-7000-8000-000000000002") },
        Place with { Column = "encrypted_api_secret" },
        Place with { Table = "trading.exchange_api_keys" },
    ];

    [Theory]
    [MemberData(nameof(Elsewhere))]
    public void Decrypt_WhatWasCopiedToAnotherPlace_Fails(SecretPlace other)
    {
        var keys = Keys.Ring("k1");

        var failure = Assert.Throws<EncryptionException>(() => keys.Decrypt(other, keys.Encrypt(Place, Secret)));

        Assert.Equal(EncryptionFailure.NotDecryptable, failure.Failure);
        Assert.Contains($"does not decrypt {other}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decrypt_AfterAnyByteWasChangedOrCutOff_Fails()
    {
        var keys = Keys.Ring("k1");
        var secret = keys.Encrypt(Place, "ab");

        for (var i = 0; i < secret.Ciphertext.Length; i++)
        {
            var changed = (byte[])secret.Ciphertext.Clone();
            changed[i] ^= 1;
            Assert.Equal(EncryptionFailure.NotDecryptable, Assert.Throws<EncryptionException>(() => keys.Decrypt(Place, secret with { Ciphertext = changed })).Failure);
            Assert.Equal(EncryptionFailure.NotDecryptable, Assert.Throws<EncryptionException>(() => keys.Decrypt(Place, secret with { Ciphertext = secret.Ciphertext[..i] })).Failure);
        }
    }

    [Fact]
    public void Decrypt_WithAnotherKeyOfTheSameIdOrWithoutIt_IsOneSentence()
    {
        var secret = Keys.Ring("k1").Encrypt(Place, Secret);
        var other = KeyRing.Of(Keys.Configuration(("CurrentKey", "k1"), ("Keys:k1", Keys.Random(200))), isDevelopment: false);

        var wrong = Assert.Throws<EncryptionException>(() => other.Decrypt(Place, secret));
        var missing = Assert.Throws<EncryptionException>(() => Keys.Ring("k2", "k3").Decrypt(Place, secret));

        Assert.Equal(EncryptionFailure.NotDecryptable, wrong.Failure);
        Assert.Equal(EncryptionFailure.KeyMissing, missing.Failure);
        Assert.Contains("the key 'k1', which is not configured (there is k2, k3): add Encryption:Keys:k1", missing.Message, StringComparison.Ordinal);
        Assert.All([wrong, missing], failure => Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Renew_EncryptsWithTheCurrentKey_AndLeavesWhatIsCurrent()
    {
        var old = Keys.Ring("k1").Encrypt(Place, Secret);
        var keys = Keys.Ring("k2", "k1");

        var renewed = keys.Renew(Place, old);

        Assert.Equal("k2", renewed.KeyId);
        Assert.Equal(Secret, Keys.Ring("k2").Decrypt(Place, renewed));
        Assert.Same(renewed, keys.Renew(Place, renewed));
    }

    public static TheoryData<string, string?, string, string?, string> BadConfigurations => new()
    {
        { "Nothing", null, "Other", null, "No key is configured" },
        { "Keys:k1", Keys.Random(1), "Nothing", null, "Encryption:CurrentKey is missing: set it to the id of the key that encrypts from now on, one of k1." },
        { "Keys:k1", Keys.Random(1), "CurrentKey", "k2", "Encryption:CurrentKey is 'k2', and there is no Encryption:Keys:k2" },
        { "Keys:k1", "c2hvcnQ=", "CurrentKey", "k1", "Encryption:Keys:k1 is not a key" },
        { "Keys:k1", "not base64!", "CurrentKey", "k1", "Encryption:Keys:k1 is not a key" },
        { "Keys:k1", Convert.ToBase64String(new byte[32]), "CurrentKey", "k1", "Encryption:Keys:k1 is not random" },
        { "Keys:k 1", Keys.Random(1), "CurrentKey", "k 1", "has the id 'k 1'" },
        { "Keys", "k1", "CurrentKey", "k1", "Encryption:Keys has an entry without an id" },
        { "Keys", $"k1={Keys.Random(1)},k1={Keys.Random(2)}", "CurrentKey", "k1", "Encryption:Keys has the id 'k1' twice" },
        { "Keys", $"k1={Keys.Random(1)},K1=", "CurrentKey", "k1", "Encryption:Keys:K1 is not a key" },
        { "Keys:development", Keys.Random(1), "CurrentKey", "development", "is the key of developers' machines" },
    };

    [Theory]
    [MemberData(nameof(BadConfigurations))]
    public void Of_ABadConfiguration_IsOneSentenceWithoutTheKey(string one, string? value, string other, string? otherValue, string sentence)
    {
        var failure = Assert.Throws<EncryptionException>(() => KeyRing.Of(Keys.Configuration((one, value), (other, otherValue)), isDevelopment: false));

        Assert.Equal(EncryptionFailure.NotConfigured, failure.Failure);
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        if (value is { Length: > 8 }) Assert.DoesNotContain(value, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AllKeysInOneText_IsTheSameRing()
    {
        var text = KeyRing.Of(Keys.Configuration(("Keys", $" k1={Keys.Random((byte)'1')}, K2={Keys.Random((byte)'2')},"), ("CurrentKey", "k2")), isDevelopment: false);

        Assert.Equal("k2", text.CurrentKeyId);
        Assert.Equal(Secret, text.Decrypt(Place, Keys.Ring("k1").Encrypt(Place, Secret)));
        Assert.Equal(Secret, Keys.Ring("k2").Decrypt(Place, text.Encrypt(Place, Secret)));
    }

    [Fact]
    public void Of_InDevelopment_HasTheDerivedKeyBesideConfiguredOnes()
    {
        var derived = KeyRing.Of(Keys.Configuration(), isDevelopment: true);
        var both = KeyRing.Of(Keys.Configuration(("CurrentKey", "K1"), ("Keys:K1", Keys.Random(1))), isDevelopment: true);

        Assert.Equal(KeyRing.DevelopmentKeyId, derived.CurrentKeyId);
        Assert.Equal("k1", both.CurrentKeyId);
        Assert.Equal(Secret, both.Decrypt(Place, derived.Encrypt(Place, Secret)));
    }

    [Theory]
    [InlineData("", "••••")]
    [InlineData("abcdefghijk", "••••")]
    [InlineData("abcdefghijkl", "••••ijkl")]
    public void Mask_ShowsTheLastFourOfALongSecretOnly(string secret, string shown) => Assert.Equal(shown, SecretMask.Of(secret));
}
