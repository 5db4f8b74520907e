using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue;

/// <summary>A fault that makes the consent collected by a form or topic invalid.</summary>
/// <param name="Fault">Its place is what it concerns: the key of a topic or form, or <c>site</c>.</param>
/// <param name="Language">The language that is incomplete; null where the fault is one in every language.</param>
internal sealed record LintFault(ConsentRule Rule, Fault Fault, string? Language = null);

/// <summary>
/// Checks whether the consent that forms ask for is valid under GDPR articles 4(11), 7 and 13, as far as a program can
/// tell. Unticked checkboxes, one per topic, are guaranteed by the forms themselves; a test checks them on every page.
/// </summary>
internal sealed class ConsentLint(CatalogueSnapshot catalogue, Site site)
{
    /// <summary>Faults of the information that every form gives.</summary>
    public IEnumerable<LintFault> OfSite()
    {
        if (
            !Uri.TryCreate(site.PrivacyNoticeUrl, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http")
        )
            yield return new(ConsentRule.PrivacyLink, new("site", FaultCode.PrivacyNoticeNowhere));
        if (catalogue.SiteNotice is not { } notice)
        {
            yield return new(ConsentRule.Controller, new("site", FaultCode.NoSiteNotice));
            yield break;
        }
        // A published notice has all its parts, because the file reader requires them. Only a language can be missing.
        foreach (var missing in MissingLanguages(notice.Texts.Keys))
            yield return new(ConsentRule.Languages, new("site", FaultCode.SiteNoticeLacksLanguage, missing), missing);
    }

    public IEnumerable<LintFault> OfTopic(TopicInfo topic)
    {
        var notice = topic.Notice;
        if (notice is null)
            yield return new(ConsentRule.Notice, new(topic.Key, FaultCode.TopicWithoutStatement));
        else
            foreach (var missing in MissingLanguages(notice.Texts.Keys))
                yield return new(
                    ConsentRule.Languages,
                    new(topic.Key, FaultCode.StatementLacksLanguage, missing),
                    missing
                );
        foreach (var missing in MissingLanguages(topic.Texts.Keys))
            yield return new(ConsentRule.Languages, new(topic.Key, FaultCode.TopicLacksLanguage, missing), missing);
        foreach (
            var (language, words) in topic.Texts.Where(t =>
                string.IsNullOrWhiteSpace(t.Value.Description) && site.Languages.Contains(t.Key)
            )
        )
            yield return new(ConsentRule.Purpose, new(topic.Key, FaultCode.TopicWithoutPurpose, language), language);
        foreach (
            var found in FindConfirmshaming(
                topic.Key,
                [
                    .. topic.Texts.Select(t => (t.Key, t.Value.Description)),
                    .. notice is null ? [] : notice.Texts.Select(t => (t.Key, t.Value.Html)),
                ]
            )
        )
            yield return found;
        if (notice is null)
            yield break;
        if (topic.Topic.Sensitive)
            foreach (var language in NotExplicit(notice.Texts.Select(t => (t.Key, t.Value.Html))))
                yield return new(
                    ConsentRule.Explicit,
                    new(topic.Key, FaultCode.StatementNotExplicit, language),
                    language
                );
        foreach (
            var twin in catalogue.Topics.Where(t =>
                t.Number < topic.Number && t.Topic.Open && t.Notice is not null && SameWords(t.Notice, notice)
            )
        )
            yield return new(ConsentRule.Bundled, new(topic.Key, FaultCode.StatementShared, twin.Key));
    }

    /// <summary>Whether a topic is sensitive and its statement in force does not say so in some language.</summary>
    public static bool LacksExplicitWords(TopicInfo topic) =>
        topic is { Topic.Sensitive: true, Notice: { } notice }
        && NotExplicit(notice.Texts.Select(t => (t.Key, t.Value.Html))).Any();

    /// <summary>The languages in which a statement names no sensitive matter (GDPR article 9(2)(a)).</summary>
    public static IEnumerable<string> NotExplicit(IEnumerable<(string Language, string Text)> statement) =>
        statement.Where(t => !SensitiveMatterWords.NamedIn(t.Text, t.Language)).Select(t => t.Language);

    public IEnumerable<LintFault> OfForm(string key, FormDefinition form) =>
        OfFormAlone(key, form)
            .Concat(OfSite())
            .Concat(form.Topics.SelectMany(t => catalogue.ByKey.TryGetValue(t, out var topic) ? OfTopic(topic) : []));

    private IEnumerable<LintFault> OfFormAlone(string key, FormDefinition form)
    {
        if (form.Topics.Count == 0)
            yield return new(ConsentRule.Topics, new(key, FaultCode.FormWithoutTopics));
        foreach (var name in form.Topics)
            if (!catalogue.ByKey.TryGetValue(name, out var topic))
                yield return new(ConsentRule.Topics, new(key, FaultCode.OffersUnknownTopic, name));
            else if (!topic.Topic.Open)
                yield return new(
                    ConsentRule.Open,
                    new(key, FaultCode.OffersTopicNotOpen, name, WireName.Of(topic.Topic.State))
                );
        foreach (var missing in MissingLanguages(form.Texts.Keys))
            yield return new(ConsentRule.Languages, new(key, FaultCode.FormLacksLanguage, missing), missing);
        if (form.Terms is { } terms)
            foreach (var missing in MissingLanguages(terms.Texts.Keys))
                yield return new(ConsentRule.Languages, new(key, FaultCode.TermsLackLanguage, missing), missing);
        foreach (
            var found in FindConfirmshaming(
                key,
                [.. form.Texts.SelectMany(t => new[] { (t.Key, t.Value.Title), (t.Key, t.Value.Lead) })]
            )
        )
            yield return found;
    }

    private IEnumerable<string> MissingLanguages(IEnumerable<string> languages) => site.Languages.Except(languages);

    private static IEnumerable<LintFault> FindConfirmshaming(
        string subject,
        IEnumerable<(string Language, string Text)> texts
    ) =>
        from text in texts
        let word = ConfirmshamingWords.FoundIn(text.Text, text.Language)
        where word is not null
        select new LintFault(ConsentRule.Guilt, new(subject, FaultCode.WordsOfGuilt, text.Language, word));

    private static bool SameWords(NoticeInfo one, NoticeInfo other) =>
        one.Texts.Any(t =>
            other.Texts.TryGetValue(t.Key, out var words) && words.Hash.AsSpan().SequenceEqual(t.Value.Hash)
        );
}
