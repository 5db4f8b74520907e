using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using MudBlazor.Services;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Shared.Preview;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Base class of the tests of single components: an open page of somebody signed in, without a database.</summary>
public abstract class ConsoleParts : BunitContext
{
    private protected static readonly StaffTicket Signed = new(RandomId.New(), RandomId.New(), "stamp");
    private readonly StaffSession staff = new();

    /// <param name="more">Further services: none can be added once something was rendered.</param>
    private protected ConsoleParts(Action<IServiceCollection>? more = null)
    {
        Visit = new CircuitSession(staff, TimeProvider.System);
        Visit.Begin(Signed, Signed.Session, FrameIn("en"));
        As(StaffRole.Owner);
        var allowed = new StaffAuthorizer(null!, new SecondFactorRule(Demanded: false), TimeProvider.System);
        Services
            .AddSingleton(Visit)
            .AddSingleton(Notices)
            .AddSingleton(new ConsoleNews(null!, null!, null!, NullLogger<ConsoleNews>.Instance))
            .AddSingleton(new DraftService(allowed, null!, TimeProvider.System))
            .AddSingleton(new ConsoleNavigation([], new NavigationCounts([], [], null!), allowed))
            .AddMudServices();
        more?.Invoke(Services);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private protected CircuitSession Visit { get; }
    private protected ConsoleNotices Notices { get; } = new();

    private protected void As(StaffRole role) =>
        staff.Set(
            StaffVerdict.Welcome,
            new StaffIdentity(
                Signed,
                role,
                Actor.System,
                "anna.keane@people.example",
                "en",
                DateTimeOffset.MaxValue,
                Strong: true
            )
        );

    private protected static PageContext FrameIn(string language, params string[] languages) =>
        new PageContexts(Samples.Site, languages is [] ? ["en", "de", "ar"] : languages).In(language, asked: false);

    /// <summary>Opens a dialog as a page does, and hands back its answer with the rendered dialog.</summary>
    private protected (IRenderedComponent<MudDialogProvider> Shown, Task<T> Answer) Open<T>(
        Func<IDialogService, Task<T>> open
    )
    {
        Render<MudPopoverProvider>();
        var shown = Render<MudDialogProvider>();
        Task<T> answer = null!;
        // Not awaited: it is answered by what the test does then.
        _ = shown.InvokeAsync(() =>
        {
            answer = open(Services.GetRequiredService<IDialogService>());
        });
        return (shown, answer);
    }
}
