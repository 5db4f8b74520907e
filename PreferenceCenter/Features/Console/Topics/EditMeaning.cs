using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Says in words what publishing a draft does, and to how many people.</summary>
internal sealed class EditMeaning(PageContext frame, TopicEdit edit)
{
    private readonly TopicsTexts texts = frame.Language.Texts<TopicsTexts>();
    private readonly ToldTexts told = frame.Language.Texts<ToldTexts>();

    public IEnumerable<MarkupString> Sentences()
    {
        var changed = edit.Draft.Changes.ToDictionary(c => c.Path, StringComparer.Ordinal);
        if (edit.IsNew)
            yield return texts.MeansNew;
        if (!edit.Asks)
            yield return texts.MeansNoNotice;
        if (edit.IsNew)
            yield break;
        if (changed.Count == 0)
        {
            yield return texts.MeansSame;
            yield break;
        }
        var isWording = changed.Keys.All(TopicFields.IsWording);
        if (isWording)
            yield return Count(texts.MeansWords);
        if (changed.Keys.Any(p => p.EndsWith(".name", StringComparison.Ordinal) && TopicFields.IsWording(p)))
            yield return texts.MeansName;
        foreach (var change in changed.Values.Where(c => !TopicFields.IsWording(c.Path)))
        foreach (var sentence in Of(change.Path, change.Before, change.After))
            yield return sentence;
        if (TopicFields.Sender.Any(changed.ContainsKey))
            yield return Sender();
        if (!isWording)
            yield return Count(texts.MeansKeep);
    }

    private IEnumerable<MarkupString> Of(string path, JsonNode? before, JsonNode? after) =>
        path switch
        {
            TopicFields.Frequencies => Frequencies(List(before), List(after)),
            TopicFields.Private => [IsSet(after) ? Count(texts.MeansPrivate) : texts.MeansPublic],
            TopicFields.Category => [texts.MeansCategory],
            TopicFields.Sensitive =>
            [
                IsSet(after)
                    ? texts.MeansSensitive.With(new(Invariant($"topic_{edit.Number}")))
                    : texts.MeansNotSensitive.With(new(edit.Key)),
            ],
            TopicFields.CheckedTemplatesOnly => [IsSet(after) ? texts.MeansChecked : texts.MeansUnchecked],
            TopicFields.SingleOptIn => [Text(after).Length > 0 ? texts.MeansSingle : texts.MeansDouble],
            _ => [],
        };

    private IEnumerable<MarkupString> Frequencies(string[] before, string[] after)
    {
        foreach (var gone in before.Except(after).Select(WireName.Parse<Frequency>).OfType<Frequency>())
            yield return texts.MeansFrequencyGone.With(
                texts.Of(gone),
                ToldCount.OfPeople(edit.Audience.ByFrequency.GetValueOrDefault(gone), told, frame.Language.Culture)
            );
        foreach (var added in after.Except(before).Select(WireName.Parse<Frequency>).OfType<Frequency>())
            yield return texts.MeansFrequencyNew.With(texts.Of(added));
    }

    private MarkupString Count(Phrase phrase) => ToldCount.In(phrase, edit.Audience.Subscribers, told, frame.Language);

    private MarkupString Sender() =>
        edit.Text(TopicFields.SenderAddress) is { Length: > 0 } address
            ? texts.MeansSender.With(Markup.Of($"{edit.Text(TopicFields.SenderName)} <{address}>".TrimStart()))
            : texts.MeansSiteSender;

    private static string[] List(JsonNode? node) => [.. (node as JsonArray ?? []).Select(v => v!.GetValue<string>())];

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private static bool IsSet(JsonNode? node) => node?.GetValue<bool>() ?? false;
}
