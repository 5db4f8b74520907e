using System.Text;
using MudBlazor;
using MudBlazor.Utilities;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Theme;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Footers;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Features.Console.Footers;

/// <summary>Makes the footers, header values and QR codes of a topic.</summary>
internal sealed class FootersService(
    StaffAuthorizer staff,
    CatalogueCache catalogue,
    TemplateContexts contexts,
    LinkKeyRing keys,
    Site site
) : ConsoleService(staff)
{
    /// <summary>The topics that can be emailed about, by key and name in a language.</summary>
    public IReadOnlyList<(string Key, string Name)> Topics(StaffTicket? ticket, string language)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        return
        [
            .. catalogue
                .Current.ByKey.Values.Where(topic => topic.Topic.State == TopicState.Published)
                .Select(topic => (topic.Topic.Key, topic.Words(language, site.DefaultLanguage).Name)),
        ];
    }

    /// <param name="sender">Key of a sending system; null or unknown: a program of one's own.</param>
    /// <param name="language">Null or none of the site's: the first.</param>
    /// <returns>Null where no topic has the key.</returns>
    public FooterView? Read(StaffTicket? ticket, string key, string? sender, string? language)
    {
        Demand(ticket, StaffPolicies.ManageCatalogue);
        catalogue.RefreshIfChanged();
        var current = catalogue.Current;
        if (!current.ByKey.TryGetValue(key, out var topic))
            return null;
        var spoken = site.Languages.Contains(language) ? language! : site.DefaultLanguage;
        var footer = KitOf(topic, site).Write(Senders.Find(sender ?? "") ?? Senders.All[^1], spoken);
        var context = contexts.Of(keys.Current, current, topic);
        var form = FormOf(current, key);
        return new FooterView(
            topic.Words(spoken, site.DefaultLanguage).Name,
            site.Languages,
            footer,
            Passes(footer.Html, context) && Passes(footer.Text, context),
            FooterHeaders.Of(footer.Sender, context.Topic!.ListId),
            form,
            new Uri(site.PublicUrl.AbsoluteUri.TrimEnd('/') + (form is null ? "/link" : $"/subscribe/{form}"))
        );
    }

    // A mailing of a sensitive topic need not say what it is about to whoever looks over a shoulder.
    internal static FooterKit KitOf(TopicInfo topic, Site site)
    {
        var theme = SiteTheme.Of(site.Color);
        return new FooterKit(
            site,
            language => topic.Topic.Sensitive ? null : topic.Words(language, site.DefaultLanguage).Name,
            Colors(theme.PaletteLight),
            Colors(theme.PaletteDark)
        );
    }

    private static bool Passes(string part, TemplateContext context) =>
        TemplateCheck.Run(Encoding.UTF8.GetBytes(part), TemplateStage.Source, context).Passes;

    private static string? FormOf(CatalogueSnapshot catalogue, string topic) =>
        catalogue
            .Forms.Values.Where(f => f.Published && f.Definition.Topics.Contains(topic))
            .Select(f => f.Key)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();

    private static FooterColors Colors(Palette palette) =>
        new(Hex(palette.Surface), Hex(palette.TextSecondary), Hex(palette.Primary));

    private static string Hex(MudColor color) => color.ToString(MudColorOutputFormats.Hex);
}
