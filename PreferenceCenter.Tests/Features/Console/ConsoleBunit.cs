using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Shared.Preview;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Renders components of the console that know their reader's language and nothing of a database.</summary>
public abstract class ConsoleBunit : BunitContext
{
    private protected ConsoleBunit()
    {
        var visit = new CircuitSession(null!, TimeProvider.System);
        visit.Begin(null, Guid.Empty, new PageContexts(Samples.Site, ["en"]).In("en", asked: false));
        Services.AddSingleton(visit);
        Services.AddSingleton(new ConsoleNews(null!, null!, null!, null!));
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }
}
