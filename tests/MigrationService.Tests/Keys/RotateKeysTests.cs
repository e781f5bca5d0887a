using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class RotateKeysTests
{
    private static readonly (string Id, string Key) Old = ("k1", SecretDatabase.Key(1));
    private static readonly (string Id, string Key) Current = ("k2", SecretDatabase.Key(2));

    [Fact]
    public async Task Rotate_WithBothKeys_EncryptsEverythingAnew_AndTheOldKeyMayGo()
    {
        await using var database = await SecretDatabase.CreateAsync(SecretDatabase.Open(Old), 50, i => $"secret-{i:0000}");
        var before = await database.SecretsAsync(SecretDatabase.Open(Old));

        var (checkCode, check) = await database.RotateAsync(SecretDatabase.Ring(Current, Old), "--check");
        Assert.True(checkCode == 10, check);
        Assert.Contains("Not everything is encrypted with 'k2' yet", check, StringComparison.Ordinal);

        var (exitCode, output) = await database.RotateAsync(SecretDatabase.Ring(Current, Old));

        Assert.True(exitCode == 0, output);
        Assert.Contains("rotate-keys-broker-connections: 50 rows encrypted with 'k2'", output, StringComparison.Ordinal);
        Assert.Contains("All secrets are encrypted with 'k2': other keys may be taken out of the configuration.", output, StringComparison.Ordinal);
        Assert.Equal(before, await database.SecretsAsync(SecretDatabase.Open(Current)));
        Assert.Equal(0, (await database.RotateAsync(SecretDatabase.Ring(Current), "--check")).ExitCode);

        // And back: a finished rotation is no obstacle to the next one.
        Assert.Equal(0, (await database.RotateAsync(SecretDatabase.Ring(Old, Current))).ExitCode);
        Assert.Equal(before, await database.SecretsAsync(SecretDatabase.Open(Old)));
    }

    [Fact]
    public async Task Rotate_WithoutTheOldKeyOrWithAWrongOne_IsOneSentenceAndChangesNothing()
    {
        await using var database = await SecretDatabase.CreateAsync(SecretDatabase.Open(Old), 3, i => $"secret-{i:0000}");

        var (missingCode, missing) = await database.RotateAsync(SecretDatabase.Ring(Current));
        var (wrongCode, wrong) = await database.RotateAsync(SecretDatabase.Ring(Current, ("k1", SecretDatabase.Key(9))));
        var (noneCode, none) = await database.RotateAsync(new() { ["DOTNET_ENVIRONMENT"] = "Production" });

        Assert.Equal((2, 2, 2), (missingCode, wrongCode, noneCode));
        Assert.Contains("The key 'k1' is not configured, and ", missing, StringComparison.Ordinal);
        Assert.Contains("Encryption:Keys:k1 is another key than the one that encrypted it. Nothing was changed.", wrong, StringComparison.Ordinal);
        Assert.Contains("No key is configured to encrypt credentials with", none, StringComparison.Ordinal);
        Assert.All([missing, wrong, none], output => Assert.DoesNotContain("   at ", output, StringComparison.Ordinal));
        Assert.Equal(12, (await database.SecretsAsync(SecretDatabase.Open(Old))).Count);
    }

    [Fact]
    public async Task Rotate_WithADamagedRow_SetsItAsideAndDoesTheOthers()
    {
        await using var database = await SecretDatabase.CreateAsync(SecretDatabase.Open(Old), 30, i => $"secret-{i:0000}");
        await database.ExecuteAsync("UPDATE trading.broker_connections SET encrypted_api_key = set_byte(encrypted_api_key, 20, get_byte(encrypted_api_key, 20) # 1) WHERE id = (SELECT id FROM trading.broker_connections ORDER BY id OFFSET 7 LIMIT 1)");

        var (exitCode, output) = await database.RotateAsync(SecretDatabase.Ring(Current, Old));

        Assert.True(exitCode == 12, output);
        var (listCode, list) = await database.RunAsync("backfill", "list");
        Assert.True(listCode == 12, list);
        Assert.Contains("The key 'k1' does not decrypt trading.broker_connections.encrypted_api_key of row", list, StringComparison.Ordinal);
        Assert.Contains("rotate-keys-broker-connections is run by `rotate-keys`.", list, StringComparison.Ordinal);
        Assert.Contains("1 row could not be decrypted and keep", output, StringComparison.Ordinal);
        Assert.Equal(29L, await database.ScalarAsync<long>("SELECT count(*) FROM trading.broker_connections WHERE encrypted_api_key_key_id = 'k2' AND encrypted_api_secret_key_id = 'k2'"));
    }

    [Fact]
    public async Task Rotate_InDevelopment_HasAKeyOfItsOwn()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var (exitCode, output) = await database.RotateAsync(new() { ["DOTNET_ENVIRONMENT"] = "Development" });

        Assert.Equal(0, exitCode);
        Assert.Contains("No secret is stored; 'development' will encrypt the first.", output, StringComparison.Ordinal);
    }
}
