using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Translations;

/// <summary>The desk on which a translated file is looked at before it is published.</summary>
public sealed partial class TranslationDesk : DraftDesk
{
    private TranslationEdit? edit;

    [Inject]
    private TranslationsService Service { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ConsoleNotices Said { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Language { get; set; } = "";

    internal override DraftForm? Form => edit is null ? null : new DraftForm(edit);

    internal override bool MayEdit => Who.Has(StaffPolicies.ManageCatalogue);

    internal override MarkupString Name => T.TextsIn.With(TranslationsTexts.NameOf(Language));

    private TranslationsTexts T => Texts<TranslationsTexts>();

    internal override MarkupString NameOf(string path) => Markup.Of(path[(path.LastIndexOf('.') + 1)..]);

    internal override string? FieldOf(Fault fault) => null;

    // Whoever translates knows a text by its id.
    internal override string ReasonOf(FaultWords words, Fault fault) => words.Of(fault);

    internal override IEnumerable<MarkupString> Meaning() =>
        edit!.Changes.Count == 0
            ? [T.NothingChanges]
            : [T.MeansWording.Count(Frame.Language.Code, edit.Changes.Count), T.MeansNoPurpose];

    internal override Task<IReadOnlyList<Fault>> PublishAsync(Guid seen) =>
        Service.PublishAsync(Ticket?.Sending(RandomId.New(), Language), Language, seen);

    internal override Task<bool> DiscardAsync(Guid seen) => Service.DiscardAsync(Ticket, Language, seen);

    internal override Task<bool> ScheduleAsync(Guid seen, DateTime? local) =>
        Service.ScheduleAsync(Ticket, Language, seen, local);

    internal override Func<Task>? UndoAfter()
    {
        var changes = edit!.Changes;
        return changes.Count == 0 ? null : () => TakeBackAsync(changes);
    }

    private protected override void Leave() => Navigation.NavigateTo(Frame.To("/staff/translations"));

    private protected override async Task<IReadOnlyList<ShownText>> ReadAsync()
    {
        edit = await Service.ReadAsync(Ticket, Language, Gone);
        return [];
    }

    // Nothing is typed here.
    private protected override Task<EditResult> EditAsync(string path, JsonNode? seen, JsonNode? value) =>
        throw new NotSupportedException();

    private protected override Task ShowAsync() => Task.CompletedTask;

    private async Task TakeBackAsync(IReadOnlyList<TextChange> changes)
    {
        var left = await Service.TakeBackAsync(Ticket?.Sending(RandomId.New(), Language), Language, changes);
        if (left.Count == 0)
            Said.Say(T.TakenBack.With(Name));
        else
            Said.Refuse(Markup.Of(new FaultWords(Frame.Language.Culture).Of(left[0])));
        await ReloadAsync();
    }

    private static IReadOnlyList<DraftField> Fields(IEnumerable<TextChange> changes) =>
        [.. changes.Select(c => new DraftField(c.Id, Text(c.Before), Text(c.After)))];

    private static JsonValue? Text(string text) => text.Length == 0 ? null : JsonValue.Create(text);

    private MarkupString Number(int count) => Markup.Of(count.ToString("N0", Frame.Language.Culture));
}
