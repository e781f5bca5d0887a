using System.Net;
using Microsoft.AspNetCore.Http;

namespace TradingPlatform.Identity;

/// <summary>Who is calling, as far as the connection tells.</summary>
internal sealed record Client(IPAddress? Address, string? UserAgent)
{
    private const int MaxUserAgent = 500;

    public static Client Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new Client(
            http.Connection.RemoteIpAddress,
            agent.Length switch { 0 => null, > MaxUserAgent => agent[..MaxUserAgent], _ => agent });
    }
}
