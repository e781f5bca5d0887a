using System.Globalization;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Crashes;

/// <summary>
/// Any sequence of up, down, stamp and crash ends where the journal says, in the schema that a fresh build of the same migrations has, with
/// every statement run once. WALK_SEED=17 walks another one; a failure names its seed and its shortest failing beginning.
/// </summary>
public sealed class RandomWalkTests
{
    private const int Moves = 9;

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("WALK_SEED") is { Length: > 0 } seed
        ? [int.Parse(seed, CultureInfo.InvariantCulture)]
        : [1, 2, 3, 4, 5, 6];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Walk_EndsInAStateThatTheJournalExplains(int seed)
    {
        if (await WalkAsync(seed, Moves) is not { } failure) return;

        for (var moves = 1; moves < Moves; moves++)
        {
            if (await WalkAsync(seed, moves) is not { } shorter) continue;
            failure = shorter;
            break;
        }

        Assert.Fail(failure);
    }

    private static async Task<string?> WalkAsync(int seed, int moves)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var walk = new RandomWalk(database, seed);
        try
        {
            await walk.RunAsync(moves);
            return null;
        }
        catch (Exception exception)
        {
            return $"Seed {seed}, {moves} moves:\n{string.Join('\n', walk.Steps)}\n{exception}";
        }
    }
}
