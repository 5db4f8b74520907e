using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>An entry of the catalogue in its editor: its draft, and what would be wrong with it.</summary>
/// <param name="EditedBy">Who edited the draft last, by name; null where nobody did.</param>
internal abstract record DraftRead(CatalogueDraft Draft, string? EditedBy, bool IsMine, IReadOnlyList<Fault> Faults)
{
    public string Key => Draft.Key;
    public bool IsNew => Draft.Published is null;

    public string Text(string path) =>
        Draft[path] is { } node && node.GetValueKind() == System.Text.Json.JsonValueKind.String
            ? node.GetValue<string>()
            : "";
}
