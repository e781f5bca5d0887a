namespace TradingPlatform.MigrationService;

/// <summary>How <c>erd</c> draws.</summary>
internal enum ErdFormat
{
    /// <summary>Mermaid's erDiagram, for Markdown.</summary>
    Mermaid,

    /// <summary>A drawing for a browser.</summary>
    Svg,

    /// <summary>A page about the whole schema: Mermaid's pictures, and every table with its columns and rules.</summary>
    Markdown,
}
