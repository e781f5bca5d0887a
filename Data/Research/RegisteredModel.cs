using System.Text.Json;

namespace TradingPlatform.Data;

/// <summary>A trained model that a strategy may use. <c>research.model_registry</c>; at most one active a strategy.</summary>
public sealed class RegisteredModel
{
    /// <summary>Key, made by the database.</summary>
    public long Id { get; init; }

    /// <summary>The catalogue name of the strategy; unique with <see cref="ModelVersion"/>.</summary>
    public required string StrategyName { get; init; }

    /// <summary>The model's version, e.g. <c>v1.2.0</c>. Column <c>version</c>.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Where the model's file is.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Whether it is used. Default <see cref="ModelStatus.Inactive"/>.</summary>
    public ModelStatus Status { get; set; }

    /// <summary>What its evaluation measured: a JSON object. Default <c>{}</c>.</summary>
    public JsonElement PerformanceMetrics { get; set; } = JsonDefaults.EmptyObject;

    /// <summary>How it was trained: a JSON object. Default <c>{}</c>.</summary>
    public JsonElement Config { get; set; } = JsonDefaults.EmptyObject;

    /// <summary>When it was registered; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last became active.</summary>
    public DateTimeOffset? ActivatedAt { get; set; }

    /// <summary>When it last ceased to be active.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    /// <summary>Who registered it, as the research tools name people.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Row version (xmin): two researchers may activate at once.</summary>
    public uint Version { get; private set; }
}
