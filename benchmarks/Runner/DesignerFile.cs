namespace TradingPlatform.Benchmarks;

/// <summary>What stands in the Designer file of a generated migration.</summary>
internal enum DesignerFile
{
    /// <summary>The attributes that the service's template writes: context, id, parents.</summary>
    Platform,

    /// <summary>Context and id, without which there is no migration.</summary>
    Bare,

    /// <summary>Context, id, and the whole model after it, as EF Core's template writes it.</summary>
    EntityFramework,
}
