using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace TradingPlatform.AdminApi;

/// <summary>How many days a panel of the desk shows. Bound with <c>[AsParameters]</c>.</summary>
/// <param name="Days">1 to <see cref="DeskPeriod.MaxDays"/>, by default 30.</param>
internal sealed record DeskQuery(
    [property: FromQuery(Name = "days"), Description("How many days, up to the newest trade or order: 1 to 3660, by default 30.")] int? Days)
{
    private const int DefaultDays = 30;

    public bool TryRead(out int days, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        days = Days ?? DefaultDays;
        problem = days is >= 1 and <= DeskPeriod.MaxDays
            ? null
            : TypedResults.Problem($"days is {days}: ask for 1 to {DeskPeriod.MaxDays}.", statusCode: StatusCodes.Status400BadRequest);
        return problem is null;
    }
}
