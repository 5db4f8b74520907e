using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Settings;

/// <summary>Reads and saves what the site says of itself, and shows it before it is saved.</summary>
internal sealed class SettingsService(
    StaffAuthorizer staff,
    SiteInForce inForce,
    ConfiguredSite configured,
    SettingsChanges settings,
    CatalogueCache catalogue,
    MailOptions mail,
    SitePagePreview page,
    SiteMailPreview email
) : ConsoleService(staff)
{
    // An uploaded picture is longer, and no text that is typed.
    private const int LongestTyped = 500;

    public SettingsView Read(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return new SettingsView(
            [
                .. inForce
                    .Values()
                    .Select(v => new ShownSetting(
                        v.Field.Name,
                        v.Value ?? "",
                        v.Source,
                        v.Field.Of(configured.Facts) ?? "",
                        Math.Min(v.Field.Longest, LongestTyped)
                    )),
            ],
            settings.Former(),
            [.. Languages.All.Select(GapsOf)],
            Senders()
        );
    }

    /// <summary>Saves settings, unless somebody else has changed one of them since it was seen.</summary>
    /// <param name="edited">By setting; null for the settings file's value.</param>
    /// <param name="seen">What was set when the page was read; null for nothing.</param>
    /// <returns>What is wrong; nothing where it is saved.</returns>
    public async Task<IReadOnlyList<Fault>> SaveAsync(
        StaffTicket? ticket,
        IReadOnlyDictionary<string, string?> edited,
        IReadOnlyDictionary<string, string?> seen
    )
    {
        var who = Demand(ticket, StaffPolicies.ManageCatalogue);
        List<Fault> faults = [.. NeedsOwner(who, edited)];
        return SettingsFile.Read(edited, faults) is { } file && faults.Count == 0
            ? (await settings.ApplyAsync(file with { Seen = seen }, who.By)).Faults
            : faults;
    }

    // Answers about people's data, which marketing never sees, go to that address: it may be given by anybody who sets the
    // site up, and be changed by an owner.
    private IEnumerable<Fault> NeedsOwner(StaffIdentity who, IReadOnlyDictionary<string, string?> edited)
    {
        var field = SiteField.Named("privacyContact")!;
        if (
            who.Role == StaffRole.Marketing
            && edited.TryGetValue(field.Name, out var contact)
            && inForce.Values().First(v => v.Field == field).Value is { Length: > 0 } now
            && contact != now
        )
            yield return new Fault($"site.{field.Name}", FaultCode.NeedsOwner);
    }

    /// <summary>The preferences page and an email as the edited site has them. Nothing is stored.</summary>
    public async Task<(PreviewDocument Page, PreviewDocument Mail)> PreviewAsync(StaffTicket? ticket, SitePreview shown)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return (await page(shown), await email(shown));
    }

    private LanguageGaps GapsOf(string language)
    {
        var now = catalogue.Current;
        var topics = now.Topics.Where(t => t.Topic.State == TopicState.Published).ToList();
        return new LanguageGaps(
            language,
            topics.Count(t => !t.Texts.ContainsKey(language)),
            topics
                .Select(t => t.Notice)
                .Concat(now.Permissions.Values)
                .Append(now.SiteNotice)
                .Count(n => n?.Texts.ContainsKey(language) == false),
            now.Forms.Values.Count(f => f.Published && !f.Definition.Texts.ContainsKey(language))
        );
    }

    // Those of the site first.
    private IReadOnlyList<ListSender> Senders() =>
        [
            new ListSender(mail.From.Name ?? "", mail.From.Address, []),
            .. mail.ListsFrom is { } lists ? [new ListSender(lists.Name ?? "", lists.Address, [])] : (ListSender[])[],
            .. catalogue
                .Current.Topics.Where(t => t.Sender is not null && t.Topic.State != TopicState.Archived)
                .GroupBy(t => t.Sender!.Address, StringComparer.OrdinalIgnoreCase)
                .Select(g => new ListSender(g.First().Sender!.Name, g.Key, [.. g.Select(t => t.Key)]))
                .OrderBy(s => s.Address, StringComparer.Ordinal),
        ];
}
