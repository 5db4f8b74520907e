using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PreferenceCenter.Catalogue.Bundles;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>A text that an import would change.</summary>
internal sealed record TextChange(string Id, string Before, string After);

/// <summary>What an import changed in a language, to be taken back.</summary>
internal sealed record TextsBefore(string Language, IReadOnlyList<TextChange> Changes);

/// <summary>
/// Plan to take translations in: the same plans that files of topics, notices and forms are applied by, in one
/// transaction. What has changed here since the export is not overwritten but told.
/// </summary>
internal sealed partial class TranslationPlan : CataloguePlan
{
    private readonly Dictionary<string, TextChange> changes = new(StringComparer.Ordinal);
    private BundlePlan? bundle;

    /// <summary>The texts that differ, in the order of the file.</summary>
    public IReadOnlyCollection<TextChange> Changes => changes.Values;

    /// <summary>Texts that are left as they are, and why.</summary>
    public List<Fault> LeftAlone { get; } = [];

    public static TranslationPlan Of(
        XliffFile file,
        CatalogueTexts texts,
        CenterContext context,
        CatalogueSnapshot now,
        Publishing publishing
    )
    {
        var plan = new TranslationPlan();
        plan.CheckLanguages(file, publishing.Site);
        if (plan.Faults.Count == 0)
            plan.Take(file, texts);
        plan.Bundle(texts, file.To, context, now, publishing);
        return plan;
    }

    /// <summary>The plan that puts texts back as they were before an import.</summary>
    public static TranslationPlan Back(
        TextsBefore before,
        CatalogueTexts texts,
        CenterContext context,
        CatalogueSnapshot now,
        Publishing publishing
    )
    {
        var plan = new TranslationPlan();
        var slots = texts.Slots.ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var change in before.Changes)
            if (slots.TryGetValue(change.Id, out var slot))
                plan.PutBack(change, slot, before.Language);
        plan.Bundle(texts, before.Language, context, now, publishing);
        return plan;
    }

    private void PutBack(TextChange change, TextSlot slot, string language)
    {
        var text = slot[language];
        if (text == change.Before)
            return;
        if (text != change.After)
            LeftAlone.Add(new Fault(change.Id, FaultCode.TranslationChanged, text));
        else
        {
            changes.Add(change.Id, new TextChange(change.Id, text, change.Before));
            if (change.Before.Length > 0)
                slot[language] = change.Before;
            else
                slot.Clear(language);
        }
    }

    private void Bundle(
        CatalogueTexts texts,
        string language,
        CenterContext context,
        CatalogueSnapshot now,
        Publishing publishing
    )
    {
        if (changes.Count == 0)
            return;
        bundle = BundlePlan.Of(Read(texts, language), context, now, publishing);
        Refuse(bundle.Topics?.Faults ?? [], texts.OfTopics, language);
        Refuse(bundle.Notices?.Faults ?? [], texts.OfNotices, language);
        Refuse(bundle.Forms?.Faults ?? [], texts.OfForms, language);
        Facts.AddRange(bundle.Facts);
    }

    public override void AddTo(CenterContext context) => bundle!.AddTo(context);

    private void CheckLanguages(XliffFile file, Site site)
    {
        if (file.From != site.DefaultLanguage)
            Faults.Add(new Fault("srcLang", FaultCode.SourceLanguageOther, file.From, site.DefaultLanguage));
        var others = Languages.All.Where(l => l != site.DefaultLanguage).ToList();
        if (!others.Contains(file.To))
            Faults.Add(new Fault("trgLang", FaultCode.NotOneOf, file.To, FaultArgument.List(others)));
    }

    private void Take(XliffFile file, CatalogueTexts texts)
    {
        var slots = texts.Slots.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var unit in file.Units)
            if (!slots.TryGetValue(unit.Id, out var slot))
                Faults.Add(new Fault(new(unit.Id, unit.Line), FaultCode.UnknownText));
            else if (!seen.Add(unit.Id))
                Faults.Add(new Fault(new(unit.Id, unit.Line), FaultCode.Repeated, unit.Id));
            else
                Take(unit, slot, file);
        foreach (var group in texts.Slots.Where(s => changes.ContainsKey(s.Id)).GroupBy(s => s.Group).ToList())
            LeaveIncomplete(group, texts.Slots.Where(s => s.Group == group.Key && s.Rule.Required), file);
    }

    private void Take(XliffUnit unit, TextSlot slot, XliffFile file)
    {
        // Blanks around a text are the tool's, those in it the translator's.
        var (now, target) = (slot[file.To], unit.Target.Trim());
        if (target.Length == 0 || target == now.Trim())
            return;
        if (unit.Source.Trim() != slot[file.From].Trim())
            LeftAlone.Add(new Fault(unit.Id, FaultCode.SourceChanged));
        else if (unit.Seen is { } seen && seen != TextUnit.SeenOf(now))
            LeftAlone.Add(new Fault(unit.Id, FaultCode.TranslationChanged, now));
        else if (Tag().IsMatch(target) && !Tag().IsMatch(unit.Source))
            Faults.Add(new Fault(new(unit.Id, unit.Line), FaultCode.HoldsMarkup));
        else
        {
            slot[file.To] = target;
            changes.Add(unit.Id, new TextChange(unit.Id, now, target));
        }
    }

    // Half a notice, or a description without its name, cannot be shown to anybody.
    private void LeaveIncomplete(IEnumerable<TextSlot> changed, IEnumerable<TextSlot> required, XliffFile file)
    {
        var lacking = required.Where(s => s[file.From].Length > 0 && s[file.To].Length == 0).Select(s => s.Id).ToList();
        if (lacking.Count == 0)
            return;
        foreach (var slot in changed)
        {
            changes.Remove(slot.Id);
            LeftAlone.Add(new Fault(slot.Id, FaultCode.TranslationIncomplete, FaultArgument.List(lacking)));
        }
        // Without words in that language, as it was.
        foreach (var slot in changed)
            slot.Texts.Remove(file.To);
    }

    // What is not changed is not published again.
    private CatalogueBundle Read(CatalogueTexts texts, string language)
    {
        var topics = Read(texts.Topics, TopicFileReader.Read, texts.OfTopics, language);
        var notices = Read(texts.Notices, NoticeFileReader.Read, texts.OfNotices, language);
        var forms = Read(texts.Forms, FormFileReader.Read, texts.OfForms, language);
        var (inTopics, inNotices, inForms) = (
            Changed(texts.OfTopics),
            Changed(texts.OfNotices),
            Changed(texts.OfForms)
        );
        return new CatalogueBundle(
            topics is null
                ? null
                : new TopicFile(
                    [.. topics.Categories.Where(c => inTopics.Contains(c.Path))],
                    [.. topics.Topics.Where(t => inTopics.Contains(t.Path))]
                ),
            notices is null
                ? null
                : new NoticeFile(
                    notices.Site is { } site && inNotices.Contains(site.Path) ? site : null,
                    [.. notices.Topics.Where(t => inNotices.Contains(t.Path))],
                    [.. notices.Permissions.Where(p => inNotices.Contains(p.Entry.Path))]
                ),
            forms is null ? null : new Forms.FormFile([.. forms.Forms.Where(f => inForms.Contains(f.Path))])
        );
    }

    private TFile? Read<TFile>(
        JsonObject json,
        Func<ReadOnlyMemory<byte>, ICollection<Fault>, TFile?> read,
        IReadOnlyList<TextSlot> slots,
        string language
    )
        where TFile : class
    {
        List<Fault> faults = [];
        var file = read(Encoding.UTF8.GetBytes(json.ToJsonString()), faults);
        Refuse(faults, slots, language);
        return file;
    }

    // Paths of the entries whose texts change.
    private HashSet<string> Changed(IEnumerable<TextSlot> slots) =>
        [.. slots.Where(s => changes.ContainsKey(s.Id)).Select(s => s.Path.Split('.')[0])];

    private void Refuse(IEnumerable<Fault> faults, IReadOnlyList<TextSlot> slots, string language) =>
        Faults.AddRange(faults.Select(fault => Placed(fault, slots, language)));

    // Whoever translates knows texts by their id, and not the file that they were put into.
    private static Fault Placed(Fault fault, IReadOnlyList<TextSlot> slots, string language)
    {
        var path = fault.Place.Path;
        var slot =
            slots.FirstOrDefault(s => s.PathIn(language) == path)?.Id
            ?? slots.FirstOrDefault(s => s.Path.StartsWith($"{path}.", StringComparison.Ordinal))?.Group;
        return slot is null ? fault : fault with { Place = slot };
    }

    [GeneratedRegex("</?[a-zA-Z!]")]
    private static partial Regex Tag();
}
