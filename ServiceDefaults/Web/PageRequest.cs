using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace TradingPlatform.ServiceDefaults;

/// <summary>The query of a list: how many rows, and after which. Bound with <c>[AsParameters]</c>.</summary>
/// <param name="Limit">How many rows at most: 1 to 200, by default 50.</param>
/// <param name="Cursor">The <c>nextCursor</c> of the page before; absent for the first page.</param>
public sealed record PageRequest(
    [property: FromQuery(Name = "limit"), Description("How many rows at most: 1 to 200, by default 50.")] int? Limit,
    [property: FromQuery(Name = "cursor"), Description("The nextCursor of the page before; absent for the first page.")] string? Cursor)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Reads the request for a list that is sorted by a time and then by a text.</summary>
    public bool TryReadByTime(string list, [NotNullWhen(true)] out PageStart? start, [NotNullWhen(false)] out ProblemHttpResult? problem) =>
        TryReadByTime<string>(list, out start, out problem);

    /// <summary>Reads the request for a list that is sorted by a time and then by a key of type <typeparamref name="TKey"/>.</summary>
    public bool TryReadByTime<TKey>(
        string list, [NotNullWhen(true)] out PageStart? start, [NotNullWhen(false)] out ProblemHttpResult? problem)
        where TKey : IParsable<TKey> =>
        TryRead(list, cursor => cursor.At is not null && TKey.TryParse(cursor.Id, null, out _), out start, out problem);

    /// <summary>Reads the request for a list that is sorted by a key of type <typeparamref name="TKey"/> alone.</summary>
    public bool TryReadByKey<TKey>(
        string list, [NotNullWhen(true)] out PageStart? start, [NotNullWhen(false)] out ProblemHttpResult? problem)
        where TKey : IParsable<TKey> =>
        TryRead(list, cursor => cursor.At is null && TKey.TryParse(cursor.Id, null, out _), out start, out problem);

    private bool TryRead(
        string list,
        Func<Cursor, bool> fits,
        [NotNullWhen(true)] out PageStart? start,
        [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        start = null;
        problem = null;

        if (Limit is < 1 or > MaxLimit)
            problem = Bad($"limit is {Limit}: it must be from 1 to {MaxLimit}.");
        else if (string.IsNullOrEmpty(Cursor))
            start = new PageStart(list, Limit ?? DefaultLimit, After: null);
        else if (ServiceDefaults.Cursor.Decode(list, Cursor) is { } after && fits(after))
            start = new PageStart(list, Limit ?? DefaultLimit, after);
        else
            problem = Bad("cursor is not one that this list gave out: pass a nextCursor unchanged, or leave it out for the first page.");

        return problem is null;
    }

    private static ProblemHttpResult Bad(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
