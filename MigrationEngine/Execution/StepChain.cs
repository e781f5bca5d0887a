using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.MigrationEngine;

/// <summary>Hashes that vouch for the beginning of a migration: each covers one step more, so that later steps may be edited while earlier ones are done.</summary>
internal static class StepChain
{
    /// <summary>The chain of a migration, as it was written down when publishing: to hash anything loads a library that a run may need for nothing else.</summary>
    public static IReadOnlyList<string> Of(PlannedMigration migration) => migration.WrittenChain ?? Of(migration.Steps);

    /// <summary>At index k the hash over the first k steps, in hex; empty at 0.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<MigrationStep> steps)
    {
        var chain = new string[steps.Count + 1];
        chain[0] = "";
        for (var index = 0; index < steps.Count; index++)
        {
            var text = new StringBuilder(chain[index]).Append(steps[index].IsTransactional ? 't' : 'n');

            // A build on Windows has other line ends in the same migration.
            foreach (var statement in steps[index].Statements) text.Append('\0').Append(statement.ReplaceLineEndings("\n").Trim());
            chain[index + 1] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        }

        return chain;
    }
}
