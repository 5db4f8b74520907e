using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreferenceCenter.Features.Public.DevMail;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Mail;

namespace PreferenceCenter.Tests.Features.DevMail;

/// <summary>Inbox of development mails, on a real socket and over a directory of its own.</summary>
internal sealed class DevMailApp : IAsyncDisposable
{
    private readonly string directory = Path.Combine(
        Path.GetTempPath(),
        "devmail-" + Guid.CreateVersion7().ToString("N")
    );
    private readonly WebApplication app;

    private DevMailApp(string environment)
    {
        Directory.CreateDirectory(MailDirectory);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(new PickupInbox(MailDirectory));
        builder.Services.AddSingleton(new PageContexts(Shared.Preview.Samples.Site, ["en"]));
        this.app = builder.Build();
        this.app.MapDevMail();
    }

    public string MailDirectory => Path.Combine(directory, "mail");
    public HttpClient Client { get; private set; } = null!;

    public static async Task<DevMailApp> StartAsync(string environment = "Development")
    {
        var app = new DevMailApp(environment);
        await app.app.StartAsync();
        app.Client = new SocketClient(new Uri(app.app.Urls.First()));
        return app;
    }

    public async Task PutAsync(string to, MailContent content, DateTimeOffset at)
    {
        var message = Samples.Message(to, content, Guid.CreateVersion7(at));
        message.Date = at;
        await new PickupTransport(MailDirectory).SendAsync(message, Samples.Go, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await this.app.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>HTTP client connected to that socket.</summary>
    private sealed class SocketClient : HttpClient
    {
        public SocketClient(Uri address)
            : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) => BaseAddress = address;
    }
}
