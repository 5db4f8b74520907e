using Microsoft.Extensions.Localization;
using MudBlazor;

namespace PreferenceCenter.Features.Console;

/// <summary>The few words that MudBlazor's own parts say, in the reader's language.</summary>
internal sealed class ConsoleMudTexts(CircuitSession visit) : MudLocalizer
{
    public override LocalizedString this[string key] =>
        key.EndsWith("_Close", StringComparison.Ordinal) && visit.Frame is { } frame
            ? new LocalizedString(key, frame.Language.Texts<ConsoleTexts>().Close)
            : new LocalizedString(key, key, resourceNotFound: true);
}
