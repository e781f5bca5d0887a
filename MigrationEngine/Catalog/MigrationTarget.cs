using System.Globalization;

namespace TradingPlatform.MigrationEngine;

/// <summary>How far a run goes: <c>head</c>, <c>base</c> (or <c>0</c>), <c>+N</c>, <c>-N</c>, or a migration by its id, a unique prefix of it, or a unique part of its name.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Count">The number of <see cref="MigrationTargetKind.Relative"/>.</param>
/// <param name="Text">The text of <see cref="MigrationTargetKind.Named"/>.</param>
public sealed record MigrationTarget(MigrationTargetKind Kind, int Count = 0, string Text = "")
{
    /// <summary>Everything that the build contains.</summary>
    public static MigrationTarget Head { get; } = new(MigrationTargetKind.Head);

    /// <summary>Nothing.</summary>
    public static MigrationTarget Base { get; } = new(MigrationTargetKind.Base);

    /// <summary><paramref name="count"/> migrations further (positive) or back (negative).</summary>
    public static MigrationTarget Relative(int count) => new(MigrationTargetKind.Relative, count);

    /// <summary>Reads a target as an operator writes it. Whether a named one exists is only known with a build: the run says so.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: empty, or a sign without a number.</exception>
    public static MigrationTarget Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Equals("head", StringComparison.OrdinalIgnoreCase)) return Head;
        if (trimmed.Equals("base", StringComparison.OrdinalIgnoreCase) || trimmed == "0") return Base;
        if (trimmed.Length > 0 && trimmed[0] is '+' or '-')
        {
            return int.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count != 0
                ? Relative(count)
                : throw new MigrationException(MigrationExitCode.Usage, $"'{text}' is not a target: after a sign comes a number of migrations, such as +1 or -2.");
        }

        return trimmed.Length > 0
            ? new MigrationTarget(MigrationTargetKind.Named, 0, trimmed)
            : throw new MigrationException(MigrationExitCode.Usage, "The target is empty: give head, base, +N, -N, or a migration's id or name.");
    }
}
