using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// A page as the answer to a request: its component, rendered with a view. Measured: <c>RazorComponentResult</c> sets
/// up navigation, forms, authentication and state for each request, which costs more than twice all other work
/// together. Static pages use none of it.
/// </summary>
internal sealed class Page<TPage>(object view, string language, int status) : IResult
    where TPage : IComponent
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = language;
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        using (var body = new BodyText(response.BodyWriter))
        {
            await Page.WriteAsync<TPage>(view, body);
            // A body whose length is known is sent as it is, not in chunks.
            response.ContentLength = body.Length;
            body.Flush();
        }
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}

/// <summary>Makes pages, and renders a component as text.</summary>
internal static class Page
{
    public static Page<TPage> Of<TPage>(PageView view, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new(view, view.Frame.Language.Code, status);

    /// <summary>Renders the component with its view as text.</summary>
    public static async Task WriteAsync<TPage>(object view, TextWriter to)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(EmptyServices.ToInject, NullLoggerFactory.Instance);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(
                ParameterView.FromDictionary(new Dictionary<string, object?>(1) { ["View"] = view })
            );
            page.WriteHtmlTo(to);
        });
    }

    /// <summary>A page without the layout of the site.</summary>
    public static Page<TPage> Of<TPage>(object view, string language)
        where TPage : IComponent => new(view, language, StatusCodes.Status200OK);
}

/// <summary>
/// A service provider without services. A page receives all that it shows in its view, so a component that asks for a
/// service fails at once.
/// </summary>
internal sealed class EmptyServices : IServiceProvider
{
    public static readonly EmptyServices ToInject = new();

    public object? GetService(Type serviceType) => null;
}
