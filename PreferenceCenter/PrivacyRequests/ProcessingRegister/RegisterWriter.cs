using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.PrivacyRequests.Retention;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

/// <summary>
/// Creates the record of processing from the map of personal data, the settings and the topics. It needs no separate
/// maintenance and cannot differ from what is stored.
/// </summary>
internal sealed class RegisterWriter(
    Site site,
    MailOptions mail,
    RetentionSettings retention,
    ErasureSettings erasures,
    CatalogueCache catalogues,
    RecipientRegister recipients,
    TimeProvider clock
)
{
    // European Economic Area: the EU, Iceland, Liechtenstein and Norway. The GDPR applies there directly.
    private static readonly string[] Eea =
    [
        "EU",
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
        "IS",
        "LI",
        "NO",
    ];

    public async Task<RecordOfProcessing> OfAsync(PageLanguage language, CancellationToken cancel)
    {
        var registered = await recipients.ListAsync(cancel);
        var (texts, catalogue) = (language.Texts<RegisterTexts>(), catalogues.Current);
        var words = new PersonalDataWords(
            language,
            retention.Evidence,
            mail.SentRetention,
            retention.Pending,
            retention.Left
        );
        var data = DataMap.All;
        return new RecordOfProcessing
        {
            WrittenAt = clock.GetUtcNow(),
            Language = language.Code,
            Missing = [.. Missing(catalogue)],
            Controller = new RegisterController(
                site.Controller,
                site.PostalAddress,
                site.PrivacyContact,
                site.PrivacyNoticeUrl,
                site.SupervisoryAuthority
            ),
            Purposes =
            [
                .. data.GroupBy(e => e.Category)
                    .OrderBy(g => g.Key)
                    .Select(g => new RegisterPurpose(
                        WireName.Of(g.Key),
                        Markup.Plain(texts.NameOf(g.Key)),
                        Markup.Plain(texts.PurposeOf(g.Key)),
                        [.. g.Select(e => e.Basis).Distinct().Select(b => Markup.Plain(texts.Of(b)))]
                    )),
            ],
            Topics =
            [
                .. catalogue
                    .Topics.Where(t => t.Topic.State != TopicState.Draft)
                    .Select(t => Topic(t, language, texts)),
            ],
            Subjects = [Markup.Plain(texts.Subjects), Markup.Plain(texts.StaffData)],
            Data =
            [
                .. data.Select(e => new RegisterData(
                    e.Key,
                    e.Name,
                    e.FoundBy,
                    Markup.Plain(texts.NameOf(e.Category)),
                    Markup.Plain(texts.Of(e.Basis)),
                    Markup.Plain(texts.Of(e.Source)),
                    Markup.Plain(texts.Of(e.Kept, words, retention.Evidence, mail.SentRetention, retention.Pending)),
                    e.Read is not null
                )),
            ],
            Recipients =
            [
                new RegisterRecipient(
                    mail.Transport == MailTransportKind.Smtp ? mail.Smtp.Host : Markup.Plain(texts.NoServer),
                    Markup.Plain(texts.MailServer)
                ),
                .. registered.Select(r => new RegisterRecipient(r.Name, r.Purpose)),
            ],
            Transfers = new RegisterTransfers(site.StoredIn, [.. site.StoredIn.Except(Eea)])
            {
                Recipients =
                [
                    .. registered
                        .Where(r => r.Transfer is not null)
                        .Select(r => new RegisterTransfer(r.Name, r.Transfer!)),
                ],
            },
            Limits = [.. Limits(texts, words)],
            Security = Markup.Plain(texts.SecurityText),
            Notice = Notice(catalogue, language),
        };
    }

    // Article 30(1) requires (a) to (e); (f) and (g) only "where possible".
    private IEnumerable<string> Missing(CatalogueSnapshot catalogue)
    {
        foreach (
            var (key, value) in new[]
            {
                ("Site:Controller", site.Controller),
                ("Site:PostalAddress", site.PostalAddress),
                ("Site:PrivacyContact", site.PrivacyContact),
                ("Site:SupervisoryAuthority", site.SupervisoryAuthority),
            }
        )
            if (string.IsNullOrWhiteSpace(value))
                yield return key;
        if (mail.Transport == MailTransportKind.Smtp && string.IsNullOrWhiteSpace(mail.Smtp.Host))
            yield return "Mail:Smtp:Host";
        if (site.StoredIn.Count == 0)
            yield return "Site:StoredIn";
        foreach (
            var topic in catalogue.Topics.Where(t =>
                t.Topic.State != TopicState.Draft
                && string.IsNullOrWhiteSpace(t.Words(site.DefaultLanguage, site.DefaultLanguage).Description)
            )
        )
            yield return $"topics: {topic.Key}: description";
    }

    private RegisterTopic Topic(TopicInfo topic, PageLanguage language, RegisterTexts texts)
    {
        var words = topic.Words(language.Code, site.DefaultLanguage);
        return new RegisterTopic(
            topic.Key,
            words.Name,
            words.Description,
            Markup.Plain(topic.Topic.ProductFamily is null ? texts.BasisConsent : texts.SoftBasis)
        );
    }

    private IEnumerable<RegisterTimeLimit> Limits(RegisterTexts texts, PersonalDataWords words)
    {
        RegisterTimeLimit Limit(MarkupString what, MarkupString term, string? setting, MarkupString ground) =>
            new(Markup.Plain(what), Markup.Plain(term), setting, Markup.Plain(ground));
        yield return Limit(
            texts.PendingLimit,
            words.Long(retention.Pending),
            "Privacy:PendingRetention",
            texts.GroundAsk
        );
        yield return Limit(texts.LeftLimit, words.Long(retention.Left), "Links:UndoLifetime", texts.GroundUndo);
        yield return Limit(
            texts.EvidenceLimit,
            words.Long(retention.Evidence),
            "Privacy:EvidenceRetention",
            texts.GroundClaims
        );
        yield return Limit(
            texts.InactiveLimit,
            words.Long(retention.Inactive),
            "Privacy:InactiveRetention",
            texts.GroundConsent
        );
        yield return Limit(texts.SentLimit, words.Long(mail.SentRetention), "Mail:SentRetention", texts.BasisInterest);
        yield return Limit(
            texts.HashLimit,
            erasures.KeepSuppression ? texts.HashKept : texts.HashNotKept,
            "Privacy:KeepSuppression",
            texts.BasisDuty
        );
        yield return Limit(texts.ClosedLimit, words.Claims, null, texts.GroundClaims);
        yield return Limit(texts.StaffLimit, words.Claims, null, texts.GroundStaff);
    }

    private RegisterNotice Notice(CatalogueSnapshot catalogue, PageLanguage language) =>
        catalogue.SiteNotice is { } notice
            ? new RegisterNotice(
                notice.Version,
                [.. site.Languages.Except(notice.Texts.Keys)],
                notice.In(language.Code, site.DefaultLanguage).Words.Html
            )
            : new RegisterNotice(null, site.Languages, null);
}
