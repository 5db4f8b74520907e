using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Web;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;

[assembly: AssemblyFixture(typeof(PagePreview))]

namespace PreferenceCenter.Tests.Shared.Preview;

/// <summary>The pages on a real socket, over sample data.</summary>
public sealed class PagePreview : IAsyncLifetime
{
    private WebApplication app = null!;

    public string Url { get; private set; } = "";
    public HttpClient Client { get; private set; } = null!;
    internal PageContexts Contexts { get; } = new(Samples.Site, Samples.Languages);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new() { ApplicationName = typeof(PagePreview).Assembly.GetName().Name }
        );
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddSingleton(Contexts);
        app = builder.Build();
        app.UseSecurityHeaders();
        app.UseRouting();
        app.MapSiteAssets();
        app.MapSamples();
        await app.StartAsync(TestContext.Current.CancellationToken);
        Url = app.Urls.First();
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(Url),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
