using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.AuditLog;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Localisation;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Texts;

/// <summary>
/// Tests the words of events in the staff's log, in each language: those of the installation have words of their own, and
/// those of a subscriber do not speak to the subscriber.
/// </summary>
public sealed partial class EventWordsTests
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

    [Fact]
    public void No_event_of_a_subscriber_speaks_to_the_subscriber_in_the_log() =>
        Assert.Empty(
            from words in EachSaid(forStaff: true)
            where SecondPerson().IsMatch(words.Said)
            select $"{words.Language}: {words.Said}"
        );

    // The bad twin: on the subscriber's own pages the same events do, in each language, and are found to.
    [Fact]
    public void The_same_events_speak_to_the_subscriber_on_their_own_pages() =>
        Assert.Equal(
            Languages.All.Order(StringComparer.Ordinal),
            EachSaid(forStaff: false)
                .Where(words => SecondPerson().IsMatch(words.Said))
                .Select(words => words.Language)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    private static readonly CatalogueSnapshot NoTopics = new()
    {
        Topics = [],
        SiteNotice = null,
        Forms = FrozenDictionary<string, FormInfo>.Empty,
        Permissions = FrozenDictionary<long, NoticeInfo>.Empty,
        Notices = FrozenDictionary<long, TopicNotice>.Empty,
        Version = 0,
    };

    private static IEnumerable<(string Language, string Said)> EachSaid(bool forStaff)
    {
        foreach (var language in new SiteLanguages(Languages.All).All)
        {
            var sentences = new ChangeSentences(
                NoTopics,
                language.Code,
                PreferenceCenter.Tests.Mail.Samples.Site,
                forStaff
            );
            var words = new PersonalDataWords(language, default, default, default, default) { ForStaff = forStaff };
            long[] aspects =
            [
                1,
                Aspect.Everything,
                Aspect.Tracking,
                Aspect.Profiling,
                Aspect.Pause,
                Aspect.Language,
                Aspect.Restriction,
                Aspect.Name,
                Aspect.Address,
            ];
            foreach (var aspect in aspects)
                yield return (language.Code, sentences.Name(aspect));
            var mail = new MailTexts(language.Code, SiteCalendar.Utc, forStaff);
            yield return (language.Code, mail["Now.TopicStarted.Often", ""]);
            yield return (language.Code, mail["Now.TopicRestored.Often", ""]);
            yield return (language.Code, words.Comment.Value);
            foreach (var kind in Enum.GetValues<EventKind>().Where(kind => kind < EventKind.ActorNamed))
            // The state of a language is its own name.
            foreach (var aspect in aspects.Where(aspect => aspect != Aspect.Language))
            foreach (var value in new[] { 0L, 1L }.Where(value => value > 0 || kind != EventKind.Changed))
            {
                var e = new LedgerEventRow
                {
                    Kind = kind,
                    Aspect = aspect,
                    Value = value,
                    Commitment = [],
                };
                if ((words.Of(e)?.Value ?? sentences.Now(e)) is { } said)
                    yield return (language.Code, said);
            }
        }
    }

    // Who is spoken to and who speaks. Italian and Spanish courtesy forms also are third persons: there the capital, or
    // what is the subscriber's alone, tells.
    [GeneratedRegex(
        @"\b(you|your|we|our|I|me)\b|\b(Sie|Ihre?|Ihren?|wir|Wir)\b|\b(vous|votre|vos|nous|notre|moi)\b|\b(usted|[Ss]u|[Ss]us|conservamos)\b|"
            + @"\b(Suo|Sua|Suoi|Sue|Lei|conserviamo)\b|\b([Вв]ы|[Вв]аш\w*|мы|я)\b|(بياناتك|موافقتك|اسمك|عنوانك|رسائلك|تعليقك|نحتفظ|ذكرت)"
    )]
    private static partial Regex SecondPerson();
}
