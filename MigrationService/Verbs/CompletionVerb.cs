using System.CommandLine;

namespace TradingPlatform.MigrationService;

/// <summary><c>completion</c>: what a shell needs to complete verbs, options and migrations.</summary>
internal static class CompletionVerb
{
    private const string Description =
        """
        Prints the script with which a shell completes verbs, options and the names of migrations.

        Examples:
          source <(MigrationService completion bash)                               # in ~/.bashrc
          source <(MigrationService completion zsh)                                # in ~/.zshrc
          MigrationService completion fish | source                                # in ~/.config/fish/config.fish
          MigrationService completion pwsh | Out-String | Invoke-Expression        # in $PROFILE
        """;

    private static readonly Argument<CompletionShell> Shell = WordOption.Argument<CompletionShell>("shell", "bash, zsh, fish or pwsh.");

    public static Command Create()
    {
        var verb = new Command("completion", Description) { Shell };
        verb.SetAction(arguments => Console.Out.WriteLine(Script(arguments.GetRequiredValue(Shell)).Replace("PROGRAM", RootCommand.ExecutableName, StringComparison.Ordinal)));
        return verb;
    }

    // The program itself knows what can follow: its [suggest:position] directive answers with a word a line.
    private static string Script(CompletionShell shell) => shell switch
    {
        CompletionShell.Bash =>
            """
            _PROGRAM_complete() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _PROGRAM_complete PROGRAM
            """,
        CompletionShell.Zsh =>
            """
            _PROGRAM_complete() {
                local -a candidates
                candidates=("${(@f)$("${words[1]}" "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- "${candidates[@]}"
            }
            compdef _PROGRAM_complete PROGRAM
            """,
        CompletionShell.Fish =>
            """
            function _PROGRAM_complete
                set -l line (commandline -cp)
                set -l program (string split ' ' -- $line)[1]
                eval $program "'[suggest:"(string length -- $line)"]'" (string escape -- $line) 2>/dev/null
            end
            complete -f -c PROGRAM -a '(_PROGRAM_complete)'
            """,
        // PowerShell counts the cursor from the beginning of the line, which may hold other commands before this one.
        CompletionShell.Pwsh =>
            """
            Register-ArgumentCompleter -Native -CommandName PROGRAM -ScriptBlock {
                param($word, $ast, $position)
                $cursor = $position - $ast.Extent.StartOffset
                & $ast.CommandElements[0].Value "[suggest:$cursor]" "$ast" 2>$null |
                    Where-Object { $_.StartsWith($word, [StringComparison]::OrdinalIgnoreCase) } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "A shell without a script."),
    };
}
