using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>A fault that makes the consent collected by a form or topic invalid.</summary>
/// <param name="Rule">Stable name of the rule, for programs.</param>
/// <param name="Subject">What the fault concerns: a topic, a form, the site.</param>
internal sealed record LintFault(string Rule, string Subject, string Message);

/// <summary>
/// Checks whether the consent that forms ask for is valid under GDPR articles 4(11), 7 and 13, as far as a program can
/// tell. Unticked checkboxes, one per topic, are guaranteed by the forms themselves; a test checks them on every page.
/// </summary>
internal sealed class ConsentLint(CatalogueSnapshot catalogue, Site site)
{
    public static readonly IReadOnlyList<string> Rules =
    [
        "notice",
        "languages",
        "purpose",
        "controller",
        "privacy-link",
        "bundled",
        "guilt",
        "topics",
        "open",
    ];

    /// <summary>Faults of the information that every form gives.</summary>
    public IEnumerable<LintFault> OfSite()
    {
        if (
            !Uri.TryCreate(site.PrivacyNoticeUrl, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http")
        )
            yield return new(
                "privacy-link",
                "site",
                "Site:PrivacyNoticeUrl leads nowhere: no page could say more about the data (article 13)"
            );
        if (catalogue.SiteNotice is not { } notice)
        {
            yield return new(
                "controller",
                "site",
                "no notice says who answers for the data, for what, for how long, and how to withdraw (article 13): publish one with notices apply"
            );
            yield break;
        }
        // A published notice has all its parts, because the file reader requires them. Only a language can be missing.
        foreach (var missing in MissingLanguages(notice.Texts.Keys))
            yield return new(
                "languages",
                "site",
                $"the notice of article 13 has no words in {missing}: controller, retention and withdrawal are not told there"
            );
    }

    public IEnumerable<LintFault> OfTopic(TopicInfo topic)
    {
        var notice = topic.Notice;
        if (notice is null)
            yield return new("notice", topic.Key, "has no consent statement: nobody can say yes to it (article 7(1))");
        else
            foreach (var missing in MissingLanguages(notice.Texts.Keys))
                yield return new("languages", topic.Key, $"its consent statement has no words in {missing}");
        foreach (var missing in MissingLanguages(topic.Texts.Keys))
            yield return new("languages", topic.Key, $"has no name in {missing}");
        foreach (
            var (language, words) in topic.Texts.Where(t =>
                string.IsNullOrWhiteSpace(t.Value.Description) && site.Languages.Contains(t.Key)
            )
        )
            yield return new(
                "purpose",
                topic.Key,
                $"does not say in {language} what it is for: its description is empty (article 4(11): specific, informed)"
            );
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
        foreach (
            var twin in catalogue.Topics.Where(t =>
                t.Number < topic.Number && t.Topic.Open && t.Notice is not null && SameWords(t.Notice, notice)
            )
        )
            yield return new(
                "bundled",
                topic.Key,
                $"asks in the very words of {twin.Key}: two purposes need two statements (recital 43)"
            );
    }

    public IEnumerable<LintFault> OfForm(string key, FormDefinition form) =>
        OfFormAlone(key, form)
            .Concat(OfSite())
            .Concat(form.Topics.SelectMany(t => catalogue.ByKey.TryGetValue(t, out var topic) ? OfTopic(topic) : []));

    private IEnumerable<LintFault> OfFormAlone(string key, FormDefinition form)
    {
        if (form.Topics.Count == 0)
            yield return new("topics", key, "offers no topic");
        foreach (var name in form.Topics)
            if (!catalogue.ByKey.TryGetValue(name, out var topic))
                yield return new("topics", key, $"offers '{name}', which is no topic");
            else if (!topic.Topic.Open)
                yield return new(
                    "open",
                    key,
                    $"offers '{name}', which is {WireName.Of(topic.Topic.State)} and takes nobody"
                );
        foreach (var missing in MissingLanguages(form.Texts.Keys))
            yield return new("languages", key, $"has no title in {missing}");
        if (form.Terms is { } terms)
            foreach (var missing in MissingLanguages(terms.Texts.Keys))
                yield return new("languages", key, $"the box of its terms says nothing in {missing}");
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
        select new LintFault("guilt", subject, $"works with guilt or fear in {text.Language}: \"{word}\"");

    private static bool SameWords(NoticeInfo one, NoticeInfo other) =>
        one.Texts.Any(t =>
            other.Texts.TryGetValue(t.Key, out var words) && words.Hash.AsSpan().SequenceEqual(t.Value.Hash)
        );
}
