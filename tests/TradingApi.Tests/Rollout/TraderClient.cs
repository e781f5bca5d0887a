using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>One trader's sessions, a request after the other.</summary>
internal sealed class TraderClient(ServicePool pool, HttpClient http, Trader trader, DeskWriter desk, Action answered)
{
    /// <summary>Signing in costs as much as hundreds of the other requests.</summary>
    private const int RoundsASession = 15;

    /// <summary>The load is there all the time; it need not be all that the machine can do.</summary>
    private static readonly TimeSpan Thinking = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, string> _seen = [];

    /// <summary>Signs in, works, signs out. Null where every answer was the expected one.</summary>
    public async Task<string?> FailureOfASessionAsync(CancellationToken stop)
    {
        try
        {
            var tokens = await PostAsync("/auth/sign-in", new { email = trader.Email, password = ApiHost.Password });
            for (var round = 0; round < RoundsASession && !stop.IsCancellationRequested; round++)
            {
                await WorkAsync(tokens.AccessToken);
                tokens = await PostAsync("/auth/refresh", new { refreshToken = tokens.RefreshToken });
                await Task.Delay(Thinking, CancellationToken.None);
            }

            await SendAsync(HttpMethod.Post, "/auth/sign-out", tokens.AccessToken, body: null, HttpStatusCode.NoContent);
            await SendAsync(HttpMethod.Get, "/me", tokens.AccessToken, body: null, HttpStatusCode.Unauthorized);
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or HttpRequestException or OperationCanceledException or JsonException or NpgsqlException)
        {
            return $"{trader.Email}: {exception.Message}";
        }
    }

    private async Task WorkAsync(string token)
    {
        var trade = await desk.WriteAsync(trader);
        ExpectMe(await GetAsync("/me", token));
        foreach (var path in (string[])["/strategies", "/bots", "/order-logs"]) ExpectAsBefore(path, await GetAsync(path, token));
        using var read = JsonDocument.Parse(await GetAsync("/trades/" + trade, token));
        var fill = read.RootElement;
        Expect("/trades/" + trade, $"{trade} ETHUSDT 6", $"{fill.GetProperty("id")} {fill.GetProperty("symbol")} {fill.GetProperty("price").GetDecimal() * fill.GetProperty("qty").GetDecimal():0.##}");
        using var trades = JsonDocument.Parse(await GetAsync("/trades?limit=1", token));
        Expect("/trades", trade, trades.RootElement.GetProperty("items")[0].GetProperty("id").GetString());
    }

    /// <summary>Before the contraction a user has a name and may be an administrator, after it a display name and roles: it is the same user.</summary>
    private void ExpectMe(string answer)
    {
        using var me = JsonDocument.Parse(answer);
        var root = me.RootElement;
        var name = root.TryGetProperty("displayName", out var displayName) ? displayName : root.GetProperty("name");
        var isAdmin = root.TryGetProperty("roles", out var roles)
            ? roles.EnumerateArray().Any(role => role.GetString() == "admin")
            : root.GetProperty("isAdmin").GetBoolean();
        Expect(
            "/me",
            $"{trader.PublicId} {trader.Email} {trader.Name} {trader.IsAdmin} True",
            $"{root.GetProperty("id")} {root.GetProperty("email")} {name} {isAdmin} {root.GetProperty("lastLoginAt").ValueKind == JsonValueKind.String}");
    }

    private void ExpectAsBefore(string path, string answer)
    {
        Expect(path, _seen.TryAdd(path, answer) ? answer : _seen[path], answer);
        if (!answer.Contains("\"id\"", StringComparison.Ordinal)) throw new InvalidDataException($"{path} answered no row: {answer}");
    }

    private static void Expect(string path, string? expected, string? actual)
    {
        if (actual != expected) throw new InvalidDataException($"{path} answered {actual} and not {expected}.");
    }

    private Task<string> GetAsync(string path, string token) => SendAsync(HttpMethod.Get, path, token, body: null, HttpStatusCode.OK);

    private async Task<(string AccessToken, string RefreshToken)> PostAsync(string path, object body)
    {
        using var tokens = JsonDocument.Parse(await SendAsync(HttpMethod.Post, path, token: null, body, HttpStatusCode.OK));
        return (tokens.RootElement.GetProperty("accessToken").GetString()!, tokens.RootElement.GetProperty("refreshToken").GetString()!);
    }

    private Task<string> SendAsync(HttpMethod method, string path, string? token, object? body, HttpStatusCode expected) => pool.SendAsync(async instance =>
    {
        using var request = new HttpRequestMessage(method, new Uri(instance, path)) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != expected) throw new InvalidDataException($"{method} {path} answered {(int)answer.StatusCode} and not {(int)expected}: {text}");
        answered();
        return text;
    });
}
