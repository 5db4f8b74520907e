using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Peers;

/// <summary>
/// The hidden mode <c>bare PORT KEY [PAGE]</c>: shows what the same requests cost without the product. A post is read
/// to its end and its token verified; a get is answered with the bytes of a file. The server is a Kestrel without
/// logging and without a database.
/// </summary>
internal static class BareMode
{
    public static async Task<int> RunAsync(int port, LinkKeys keys, byte[] page)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.MapPost("/u/{token}", http => PostAsync(http, keys));
        app.MapPost("/p/{token}", http => PostAsync(http, keys));
        app.MapPost("/subscribe/{form}", TakeAsync);
        app.MapGet("/p/{token}", http => PageAsync(http, page));
        await app.StartAsync();
        await Parent.WaitForEndAsync();
        return 0;
    }

    private static async Task PostAsync(HttpContext http, LinkKeys keys)
    {
        var body = http.Request.BodyReader;
        ReadResult read;
        while (!(read = await body.ReadAsync()).IsCompleted)
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        var length = read.Buffer.Length;
        body.AdvanceTo(read.Buffer.End);
        var valid = SignedLink.TryRead((string)http.Request.RouteValues["token"]!, keys, out _);
        http.Response.StatusCode = valid && length > 0 ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        http.Response.ContentLength = 0;
    }

    // Reads the body to its end and answers.
    private static async Task TakeAsync(HttpContext http)
    {
        var body = http.Request.BodyReader;
        ReadResult read;
        while (!(read = await body.ReadAsync()).IsCompleted)
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        http.Response.StatusCode = read.Buffer.Length > 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        body.AdvanceTo(read.Buffer.End);
        http.Response.ContentLength = 0;
    }

    private static async Task PageAsync(HttpContext http, byte[] page)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentLength = page.Length;
        await http.Response.BodyWriter.WriteAsync(page);
    }
}
