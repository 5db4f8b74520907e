using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Translations;

/// <summary>Gives texts out to translators and takes their files in, by the plans of <c>texts import</c>.</summary>
internal sealed class TranslationsService(
    StaffAuthorizer staff,
    TranslationFiles texts,
    TranslationDrafts drafts,
    DraftStore store,
    Database database,
    Site site
) : DraftEditService(staff, drafts, site)
{
    public async Task<IReadOnlyList<TranslationLine>> ListAsync(StaffTicket? ticket, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        var waiting = (await store.ListAsync(DraftKind.Translation, cancel)).ToDictionary(d => d.Key);
        return
        [
            .. texts
                .AllUnits()
                .Select(units => new TranslationLine(
                    units.Language,
                    Site.Languages.Contains(units.Language),
                    units.Units.Count(u => u.State == TextState.Translated),
                    units.Units.Count(u => u.State == TextState.Missing),
                    units.Units.Count(u => u.State == TextState.Changed),
                    waiting.ContainsKey(units.Language),
                    waiting.GetValueOrDefault(units.Language)?.PublishAt
                ))
                .OrderByDescending(l => l.OfSite),
        ];
    }

    /// <summary>The first language that texts can be translated into.</summary>
    public string First(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        return texts.Languages[0];
    }

    /// <summary>The file for a translator; null for a language that is none, and where there is nothing to translate.</summary>
    public byte[]? Export(StaffTicket? ticket, string language, bool untranslated)
    {
        Demand(ticket, StaffPolicies.ReadCatalogue);
        return texts.Languages.Contains(language) ? texts.Export(language, untranslated) : null;
    }

    /// <summary>
    /// Takes a translated file in: it waits until it is published, in the place of one of its language that waits already.
    /// One with a fault is not kept.
    /// </summary>
    public async Task<TakenTranslation> TakeAsync(StaffTicket? ticket, ReadOnlyMemory<byte> bytes)
    {
        var editor = Demand(ticket, StaffPolicies.ManageCatalogue).Actor.Id;
        List<Fault> faults = [];
        if (bytes.Length > TranslationDrafts.LongestFile)
            faults.Add(new Fault(FaultPlace.File, FaultCode.FileTooLarge, TranslationDrafts.LongestFile >> 20));
        else if (XliffReader.Read(bytes, faults) is { } file)
        {
            var plan = texts.Try(file);
            faults.AddRange(plan.Faults);
            if (faults.Count > 0)
                return new TakenTranslation(file.To, faults, false);
            var differs = plan.Changes.Count + plan.LeftAlone.Count > 0;
            if (differs)
                await drafts.KeepAsync(file.To, bytes, editor);
            return new TakenTranslation(file.To, [], differs);
        }
        return new TakenTranslation("", faults, false);
    }

    /// <returns>Null where no file of the language waits.</returns>
    public async Task<TranslationEdit?> ReadAsync(StaffTicket? ticket, string language, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.ReadCatalogue);
        if (await drafts.ReadAsync(language, cancel) is not { } draft)
            return null;
        await using var context = await database.CreateContextAsync();
        var editor = await EditorNames.OfAsync(context, [draft.EditedBy], cancel);
        var plan = drafts.Try(draft);
        var changes = plan as TranslationPlan;
        return new TranslationEdit(
            draft,
            editor.GetValueOrDefault(draft.EditedBy),
            draft.EditedBy == who.Actor.Id,
            plan.Faults,
            [.. changes?.Changes ?? []],
            changes?.LeftAlone ?? []
        );
    }

    /// <summary>Takes back what publishing a file changed.</summary>
    /// <returns>What is wrong, or the texts that somebody has changed since and that stay as they are.</returns>
    public async Task<IReadOnlyList<Fault>> TakeBackAsync(
        StaffTicket? ticket,
        string language,
        IReadOnlyList<TextChange> changes
    )
    {
        var plan = await texts.TakeBackAsync(language, changes, Demand(ticket, StaffPolicies.ManageCatalogue).By);
        return plan.Faults.Count > 0 ? plan.Faults : plan.LeftAlone;
    }
}
