using System.Net;
using System.Text.RegularExpressions;

namespace TradingPlatform.AdminApi.Tests;

public sealed partial class ConsoleFilesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    [Fact]
    public async Task Files_OfTheConsole_AreServedToAnybodyAndRevalidated()
    {
        await using var api = await ApiHost.StartAsync();

        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var path = "/" + Path.GetRelativePath(Folder, file).Replace('\\', '/');
            using var response = await api.Anonymous.GetAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}");
            Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
            Assert.Equal(await File.ReadAllTextAsync(file), await response.Content.ReadAsStringAsync());
            if (path.EndsWith(".js", StringComparison.Ordinal)) Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        }

        using var home = await api.Anonymous.GetAsync("/");
        Assert.Equal("/console/", home.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("text/html", home.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Anonymous.GetAsync("/console/pages/none.js")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Anonymous.GetAsync("/console/..%2f..%2fAdminApi.dll")).StatusCode);
    }

    [Fact]
    public async Task Headers_OfEveryAnswer_KeepOthersOut()
    {
        await using var api = await ApiHost.StartAsync();
        using var administrator = await api.SignInAsync(await api.AddUserAsync("root@example.com", isAdmin: true));

        foreach (var path in new[] { "/console/", "/console/app.js", "/console/api/me", "/console/api/overview", "/schema", "/nowhere" })
        {
            using var response = await administrator.GetAsync(path);
            Assert.Contains("default-src 'self'", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", Header(response, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("nosniff", Header(response, "X-Content-Type-Options"));
            Assert.Equal("no-referrer", Header(response, "Referrer-Policy"));
            if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true)
                Assert.True(response.Headers.CacheControl?.NoStore, path);
        }
    }

    [Fact]
    public void Files_OfTheConsole_HaveNothingInlineAndNameNoOtherHost()
    {
        var files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);

        foreach (var file in files)
        {
            var text = File.ReadAllText(file).Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
            Assert.False(OtherHost().IsMatch(text), $"{file} names another host.");
            Assert.False(FromText().IsMatch(text), $"{file} makes elements or code from text: use el() of dom.js.");
            if (file.EndsWith(".html", StringComparison.Ordinal)) Assert.False(Inline().IsMatch(text), $"{file} has a script, a style or a handler inline.");
        }
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    [GeneratedRegex(@"https?://|wss?://|[""'(]//\w")]
    private static partial Regex OtherHost();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cssText|localStorage")]
    private static partial Regex FromText();

    [GeneratedRegex(@"<style|\sstyle\s*=|\son\w+\s*=|javascript:|<script(?![^>]*\ssrc=)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
