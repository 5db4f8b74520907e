using Microsoft.Extensions.Localization;
using MudBlazor;

namespace PreferenceCenter.Features.Console;

/// <summary>Translates the few texts of MudBlazor's own components.</summary>
internal sealed class ConsoleMudTexts(CircuitSession visit) : MudLocalizer
{
    public override LocalizedString this[string key] =>
        key.EndsWith("_Close", StringComparison.Ordinal) && visit.Frame is { } frame
            ? new LocalizedString(key, frame.Language.Texts<ConsoleTexts>().Close)
            : new LocalizedString(key, key, resourceNotFound: true);
}
