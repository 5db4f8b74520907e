using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;

namespace PreferenceCenter.Features.Console.Translations;

/// <summary>A translated file that waits, and what publishing it now would do.</summary>
/// <param name="LeftAlone">Texts of the file that would stay as they are, and why.</param>
internal sealed record TranslationEdit(
    CatalogueDraft Draft,
    string? EditedBy,
    bool IsMine,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<TextChange> Changes,
    IReadOnlyList<Fault> LeftAlone
) : DraftRead(Draft, EditedBy, IsMine, Faults);

/// <summary>What came of a file that somebody gave.</summary>
/// <param name="Language">The language that it is in; empty where it cannot be read.</param>
/// <param name="Faults">Why nothing of it is kept.</param>
/// <param name="Differs">Whether it waits to be published; false where it says what is there already.</param>
internal sealed record TakenTranslation(string Language, IReadOnlyList<Fault> Faults, bool Differs);
