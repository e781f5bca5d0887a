using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A model of nothing but a version: generators take a model without one for one of EF Core 1, whose operations said less, and then write
/// every type of an altered column anew.
/// </summary>
internal static class VersionedModel
{
    /// <summary>Initialized by the context's services.</summary>
    public static IModel Of(DbContext context)
    {
        var builder = new ModelBuilder();
        builder.HasAnnotation("ProductVersion", ProductInfo.GetVersion());
        return context.GetService<IModelRuntimeInitializer>().Initialize((IModel)builder.Model);
    }
}
