using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>
/// What one start tells its twins: that everything they ask for is there, when that was seen, and by which build. A program may be replaced between two
/// starts.
/// </summary>
internal static class StartAnswer
{
    /// <param name="heldAt"><see cref="FirstLook.HeldAt"/>. All processes of a machine have one such clock.</param>
    public static byte[] Write(long heldAt) => [.. BitConverter.GetBytes(heldAt), .. Build()];

    /// <summary>Whether it answers a start that began at <paramref name="began"/>: what was seen before may have changed in between.</summary>
    public static bool Answers(byte[] answer, long began) =>
        answer.Length > sizeof(long) && BitConverter.ToInt64(answer) >= began && answer.AsSpan(sizeof(long)).SequenceEqual(Build());

    private static byte[] Build() =>
    [
        .. typeof(StartAnswer).Module.ModuleVersionId.ToByteArray(),
        .. typeof(FirstLook).Module.ModuleVersionId.ToByteArray(),
        .. typeof(TradingDatabase).Module.ModuleVersionId.ToByteArray(),
    ];
}
