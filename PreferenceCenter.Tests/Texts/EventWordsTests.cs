using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.AuditLog;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>Tests that every event of the installation has words of its own in the staff's log, in each language.</summary>
public sealed class EventWordsTests
{
    [Fact]
    public void Each_event_of_the_installation_has_words_in_the_log()
    {
        var missing = new List<string>();
        foreach (var language in new SiteLanguages(Languages.All).All)
        foreach (var kind in Enum.GetValues<EventKind>().Where(kind => kind >= EventKind.ActorNamed))
            if (language.Texts<AuditLogTexts>().Of(kind) is not { Value.Length: > 0 })
                missing.Add($"{language.Code} {kind}");
        Assert.Empty(missing);
    }
}
