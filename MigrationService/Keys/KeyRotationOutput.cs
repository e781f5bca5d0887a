using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What <c>rotate-keys</c> says. Never a key, never a secret.</summary>
internal static class KeyRotationOutput
{
    public static void Write(bool json, MigrationExitCode exitCode, KeyRing keys, SecretInventory inventory, IReadOnlyList<BackfillResult> results)
    {
        if (json)
        {
            JsonOutput.Write(new
            {
                verdict = exitCode,
                exitCode = (int)exitCode,
                currentKey = keys.CurrentKeyId,
                uses = inventory.Uses.Select(use => new { table = use.Table.FullName, column = use.Ciphertext, key = use.KeyId, secrets = use.Secrets }),
                rotated = results.Select(result => new { result.Name, result.Outcome, rowsChanged = result.RowsChanged, rowsSetAside = result.RowsSetAside, result.Error }),
            });
            return;
        }

        foreach (var result in results)
        {
            Console.Out.WriteLine($"{result.Name}: {Counted.Of(result.RowsChanged, "row")} encrypted with '{keys.CurrentKeyId}' in {Counted.Duration(result.Duration)}");
            if (result.RowsSetAside > 0)
                TextLine.Write(new Cell($"{result.Name}: {Counted.Of(result.RowsSetAside, "row")} could not be decrypted and keep their old ciphertext: `backfill list` names them.", Tone.Notice));
            if (result.Error is { } error) TextLine.Write(new Cell($"{result.Name}: {error}", Tone.Notice));
        }

        var table = new TextTable("table", "column", "key", "secrets");
        foreach (var use in inventory.Uses)
        {
            var tone = use.KeyId == keys.CurrentKeyId ? Tone.Plain : Tone.Notice;
            table.Add(new Cell(use.Table.FullName), new Cell(use.Ciphertext), new Cell(use.KeyId, tone), new Cell(use.Secrets.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        table.Write();
        Console.Out.WriteLine(inventory switch
        {
            { Uses.Count: 0 } => $"No secret is stored; '{keys.CurrentKeyId}' will encrypt the first.",
            _ when inventory.IsCurrent(keys) => $"All secrets are encrypted with '{keys.CurrentKeyId}': other keys may be taken out of the configuration.",
            _ => $"Not everything is encrypted with '{keys.CurrentKeyId}' yet: keep the other keys configured, and run `rotate-keys`.",
        });
    }
}
