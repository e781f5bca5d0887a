namespace TradingPlatform.TradingApi.Tests;

/// <summary>One API with one signed-in user for a class of tests that change nothing.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    internal ApiHost Api { get; private set; } = null!;

    internal HttpClient SignedIn { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Api = await ApiHost.StartAsync();
        SignedIn = await Api.SignInAsync(await Api.AddUserAsync("ada@example.com"));
    }

    public async Task DisposeAsync()
    {
        SignedIn.Dispose();
        await Api.DisposeAsync();
    }
}
