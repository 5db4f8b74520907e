using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>
/// Texts out to a translator and in again: one XLIFF file a language, from the site's first one. A file is taken in
/// completely or not at all.
/// </summary>
internal sealed class TranslationFiles(
    Database database,
    CatalogueCache catalogue,
    CataloguePublisher publisher,
    TopicChanges topics,
    NoticeChanges notices,
    FormChanges forms,
    Site site
)
{
    /// <summary>The languages that texts can be translated into.</summary>
    public IReadOnlyList<string> Languages => [.. Domain.Languages.All.Where(l => l != site.DefaultLanguage)];

    /// <summary>Every text with its translation.</summary>
    public IReadOnlyList<TextUnit> Units(string language)
    {
        using var context = database.CreateContext();
        return [.. Read(context).Units(site.DefaultLanguage, language)];
    }

    /// <summary>Every text with its translation, in each language.</summary>
    public IReadOnlyList<(string Language, IReadOnlyList<TextUnit> Units)> AllUnits()
    {
        using var context = database.CreateContext();
        var texts = Read(context);
        return [.. Languages.Select(l => (l, (IReadOnlyList<TextUnit>)[.. texts.Units(site.DefaultLanguage, l)]))];
    }

    /// <summary>The file for a translator; null where there is nothing to translate.</summary>
    /// <param name="untranslated">Whether it has only what is missing or has changed since.</param>
    public byte[]? Export(string language, bool untranslated = false)
    {
        var units = Units(language).Where(u => !untranslated || u.State != TextState.Translated).ToList();
        return units.Count > 0 ? XliffWriter.Write(site.DefaultLanguage, language, units) : null;
    }

    /// <summary>Dry run: the plan for the file, without applying it.</summary>
    public TranslationPlan Try(XliffFile file) =>
        publisher.Try((context, at) => PlanOf(file, context, new Publishing(Actor.System, at, site)));

    public Task<TranslationPlan> ApplyAsync(XliffFile file, StaffBy by) =>
        publisher.ApplyAsync(by, (context, at) => PlanOf(file, context, new Publishing(by.Actor, at, site)));

    /// <summary>
    /// Takes back what an import changed: each text as it was before, unless somebody has changed it since. Sent twice, it
    /// finds nothing to do.
    /// </summary>
    public Task<TranslationPlan> TakeBackAsync(string language, IReadOnlyList<TextChange> changes, StaffBy by) =>
        publisher.ApplyAsync(
            by,
            (context, at) =>
                TranslationPlan.Back(
                    new TextsBefore(language, changes),
                    Read(context),
                    context,
                    catalogue.Refresh(),
                    new Publishing(by.Actor, at, site)
                )
        );

    public TranslationPlan PlanOf(XliffFile file, CenterContext context, Publishing publishing) =>
        TranslationPlan.Of(file, Read(context), context, catalogue.Refresh(), publishing);

    private CatalogueTexts Read(CenterContext context) =>
        CatalogueTexts.Read(context, topics.Export(), notices.Export(), forms.Export());
}
