using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a check looks at, and what it lets pass.</summary>
public sealed record CheckOptions
{
    /// <summary>The parts to do. Default: all.</summary>
    public IReadOnlyCollection<CheckPart> Parts { get; init; } = Enum.GetValues<CheckPart>();

    /// <summary>A connection to a server on which the scratch database is made. Default: null, the live database's server.</summary>
    public string? Scratch { get; init; }

    /// <summary>From which used share of a sequence's range on it is reported. From 0 to 1; default: 0.8.</summary>
    public double SequenceThreshold { get; init; } = 0.8;

    /// <summary>Names of objects whose drift is not reported, <c>*</c> standing for anything: <c>public.legacy_*</c>. Default: none.</summary>
    public IReadOnlyCollection<string> Ignore { get; init; } = [];

    /// <summary>Whether objects that stand alone and that no migration makes are only mentioned. Default: false, they are drift.</summary>
    public bool AllowExtra { get; init; }

    /// <summary>Makes a context with the entities' model, where the migrator's plans without one. Default: null, the migrator's.</summary>
    public Func<DbContext>? CreateModel { get; init; }

    /// <summary>Says what an operation of EF does, for changes of the model. Default: the name of its class.</summary>
    public Func<MigrationOperation, string> Describe { get; init; } = operation => operation.GetType().Name;

    /// <summary>Whether owners and privileges are compared. Default: false.</summary>
    public bool Privileges { get; init; }
}
