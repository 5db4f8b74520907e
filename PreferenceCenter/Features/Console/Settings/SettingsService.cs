using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Data;
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
    Database database,
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
            ReadChange(),
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

    private LastChange? ReadChange()
    {
        if (settings.Author() is not { } author)
            return null;
        using var context = database.CreateContext();
        var name = context.StaffAccounts.Where(a => a.ActorId == author.Id).Select(a => a.Email).FirstOrDefault();
        return new LastChange(author.Kind, name, author.At);
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

    // Those of the site first. Mail programs compare addresses, whoever set them.
    private IReadOnlyList<ListSender> Senders()
    {
        var ofSite = mail.ListsFrom?.Address ?? "";
        var topics = catalogue
            .Current.Topics.Where(t => t.Topic.State != TopicState.Archived)
            .ToLookup(t => t.Sender?.Address ?? ofSite, StringComparer.OrdinalIgnoreCase);
        return
        [
            new ListSender(mail.From.Name ?? "", mail.From.Address, []),
            new ListSender(mail.ListsFrom?.Name ?? "", ofSite, [.. topics[ofSite].Select(t => t.Key)], OfSite: true),
            .. topics
                .Where(g => !g.Key.Equals(ofSite, StringComparison.OrdinalIgnoreCase))
                .Select(g => new ListSender(g.First().Sender!.Name, g.Key, [.. g.Select(t => t.Key)]))
                .OrderBy(s => s.Address, StringComparer.Ordinal),
        ];
    }
}
