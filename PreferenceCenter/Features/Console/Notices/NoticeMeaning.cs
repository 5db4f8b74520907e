using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Says in words what publishing a notice does, and to how many people.</summary>
internal sealed class NoticeMeaning(PageContext frame, NoticeEdit edit)
{
    private readonly NoticesTexts texts = frame.Language.Texts<NoticesTexts>();

    public IEnumerable<MarkupString> Sentences()
    {
        if (edit.Draft.Changes.All(c => c.Path is NoticeFields.Change or NoticeFields.RenewBy))
        {
            yield return edit.IsNew ? texts.MeansNothingYet : texts.MeansSame;
            yield break;
        }
        foreach (var sentence in edit.IsNew ? First() : Another())
            yield return sentence;
        if (edit.Next.Length > 0)
            yield return texts.MeansVersion.With(new(edit.Next));
        if (edit.Forms.Count > 0 && !edit.IsNew)
            yield return texts.MeansCopies.With(Markup.Of(string.Join(", ", edit.Forms)));
    }

    private IEnumerable<MarkupString> First() =>
        edit.Key switch
        {
            NoticeKey.Site => [texts.MeansFirstSite],
            NoticeKey.Tracking or NoticeKey.Profiling => [texts.MeansFirstPermission],
            _ => [texts.MeansFirstTopic],
        };

    private IEnumerable<MarkupString> Another()
    {
        if (edit.Key == NoticeKey.Site)
            yield return texts.MeansSite;
        else if (edit.Text(NoticeFields.Change) != NoticeFields.Purpose)
            yield return Count(texts.MeansWording);
        else
        {
            yield return Count(texts.MeansPurpose);
            yield return Day is { } day ? texts.MeansEnds.With(frame.Time.Day(day)) : texts.MeansPurposeNoDay;
            yield return texts.MeansVoid;
            if (NoticeKey.AspectOf(edit.Key) is null)
                yield return texts.MeansAsk;
        }
    }

    private DateOnly? Day =>
        DateOnly.TryParseExact(
            edit.Text(NoticeFields.RenewBy),
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    private MarkupString Count(Phrase phrase) =>
        ToldCount.In(phrase, edit.Audience.Subscribers, frame.Language.Texts<ToldTexts>(), frame.Language);
}
