using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Translations;

/// <summary>
/// Translated files that came back and wait to be published, one a language: at once or at a set time, by the plan of
/// <c>texts import</c>.
/// </summary>
internal sealed class TranslationDrafts(
    Database database,
    DraftStore drafts,
    CataloguePublisher publisher,
    TranslationFiles texts,
    Site site
) : EntryDrafts(DraftKind.Translation, database, drafts, publisher, site)
{
    private const string File = "file";

    /// <summary>Larger files are refused here: each look at the page reads the file again.</summary>
    public const int LongestFile = 2 << 20;

    private readonly DraftStore store = drafts;

    /// <summary>Keeps a file until it is published, in the place of one that waits already.</summary>
    /// <returns>The version that is kept.</returns>
    public async Task<Guid> KeepAsync(string language, ReadOnlyMemory<byte> file, Guid editor)
    {
        var text = Encoding.UTF8.GetString(file.Span);
        while (true)
        {
            var now = await store.FindAsync(Kind, language) is { } row ? CatalogueDraft.FieldsOf(row)[File] : null;
            var edit = new FieldEdit(File, now, JsonValue.Create(text), null);
            if (await store.EditAsync(Kind, language, edit, editor) is { Taken: true } kept)
                return kept.Version;
        }
    }

    private protected override JsonObject? Published(CenterContext context, string key) => null;

    private protected override CataloguePlan PlanOf(CatalogueDraft draft, CenterContext context, Publishing publishing)
    {
        List<Fault> faults = [];
        return XliffReader.Read(Encoding.UTF8.GetBytes($"{draft[File]}"), faults) is { } file && faults.Count == 0
            ? texts.PlanOf(file, context, publishing)
            : new RefusedPlan([.. faults]);
    }
}
