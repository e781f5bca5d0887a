using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;
using TradingPlatform.Identity;

namespace TradingPlatform.TradingApi;

internal static class MeEndpoints
{
    public static void MapMe(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/me").WithTags("Me").RequireAuthorization()
            .MapGet("/", ReadAsync).WithName("GetMe").WithSummary("The signed-in user.");

    private static async Task<Ok<MeResponse>> ReadAsync(
        ClaimsPrincipal user, TradingDbContext database, CancellationToken cancellationToken)
    {
        var id = user.UserId();
        return TypedResults.Ok(await database.Users.AsNoTracking()
            .Where(row => row.Id == id)
            .Select(row => new MeResponse(row.PublicId, row.Email, row.Name, row.IsAdmin, row.LastLoginAt, row.CreatedAt))
            .SingleAsync(cancellationToken));
    }
}
