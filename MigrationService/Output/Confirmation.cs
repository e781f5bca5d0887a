using Spectre.Console;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The question before something that cannot be taken back.</summary>
internal static class Confirmation
{
    /// <summary>Returns when the answer is yes. The default answer is no.</summary>
    /// <param name="question">What would happen, as a question.</param>
    /// <param name="yes">Whether it was answered on the command line, with <c>--yes</c>.</param>
    /// <param name="cancellationToken">Ends the waiting for an answer.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: the answer is no, or nobody is at a terminal to give one.</exception>
    public static async Task AskAsync(string question, bool yes, CancellationToken cancellationToken)
    {
        if (yes) return;

        if (!Terminal.CanAsk) throw Unanswered($"{question} Nobody is at a terminal to answer: repeat it with --yes.");

        var prompt = new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false };
        if (!await prompt.ShowAsync(Terminal.Error, cancellationToken)) throw NotConfirmed();
    }

    /// <summary>The same for what is too dangerous for a single key: the answer is <paramref name="expected"/>, typed in full.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: another answer, or nobody to give one.</exception>
    public static async Task AskForAsync(string expected, string question, bool yes, CancellationToken cancellationToken)
    {
        if (yes) return;

        if (!Terminal.CanAsk) throw Unanswered($"Nobody is at a terminal to type '{expected}': repeat it with --yes.");

        var prompt = new TextPrompt<string>(Markup.Escape(question)) { AllowEmpty = true };
        var answer = await prompt.ShowAsync(Terminal.Error, cancellationToken);
        if (!string.Equals(answer.Trim(), expected, StringComparison.Ordinal)) throw NotConfirmed();
    }

    private static MigrationException Unanswered(string sentence) => new(MigrationExitCode.Refused, sentence);

    private static MigrationException NotConfirmed() => new(MigrationExitCode.Refused, "Not confirmed: nothing was changed.");
}
