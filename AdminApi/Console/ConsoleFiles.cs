using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace TradingPlatform.AdminApi;

/// <summary>The console's page and what it consists of, and the headers that keep anything else out of it.</summary>
internal static class ConsoleFiles
{
    private const string Home = "/console/";

    /// <summary>Scripts and styles of this host alone, none of them inline; no script may make elements from text; nobody may frame the page; no form is sent by the browser.</summary>
    private const string Policy =
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <summary>Comes first: the page can be shown, and say what is wrong, where the API itself has to refuse.</summary>
    public static void UseConsoleFiles(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            SecureHeaders(http.Response.Headers);
            http.Response.OnStarting(ForbidStoring, http.Response);
            if (http.Request.Path.Value is not ("" or "/" or "/console") || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))) return next(http);

            http.Response.Redirect(http.Request.PathBase + Home);
            return Task.CompletedTask;
        });

        // Beside the assembly and not in the content root: that is the folder from which the process was started.
        var files = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = Revalidate });
    }

    private static void SecureHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>A new build's page never meets an old build's script: the browser asks each time, and mostly hears that nothing has changed.</summary>
    private static void Revalidate(StaticFileResponseContext file) => file.Context.Response.Headers.CacheControl = "no-cache";

    private static Task ForbidStoring(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        if (headers.CacheControl.Count == 0) headers.CacheControl = new CacheControlHeaderValue { NoStore = true }.ToString();
        return Task.CompletedTask;
    }
}
