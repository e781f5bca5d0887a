namespace TradingPlatform.MigrationService;

/// <summary>The shells that <c>completion</c> knows.</summary>
internal enum CompletionShell
{
    /// <summary>GNU Bash.</summary>
    Bash,

    /// <summary>Z shell.</summary>
    Zsh,

    /// <summary>fish.</summary>
    Fish,

    /// <summary>PowerShell 7.</summary>
    Pwsh,
}
