using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Texts of the preferences page.</summary>
internal sealed partial class PreferencesTexts
{
    public MarkupString Words(Frequency frequency) =>
        frequency switch
        {
            Frequency.Monthly => Monthly,
            Frequency.Weekly => Weekly,
            Frequency.Daily => Daily,
            _ => Every,
        };
}
