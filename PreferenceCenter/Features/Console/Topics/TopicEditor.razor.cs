using Microsoft.AspNetCore.Components;
using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>The editor of a topic: its fields, and what is done with the topic as a whole.</summary>
public sealed partial class TopicEditor : ConsolePage
{
    private bool all;

    [Inject]
    private TopicEditService Service { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private TopicForm Form { get; set; } = default!;

    private TopicEdit Topic => Form.Read;
    private TopicsTexts T => Texts<TopicsTexts>();
    private int At => all ? Desk.Tongues.Count : Desk.Tongues.Select(t => t.Code).ToList().IndexOf(Desk.Tongue);

    private MarkupString Name => Desk.Name;

    private MarkupString StateWords =>
        Topic.IsNew ? T.Draft
        : Topic.Draft.Changes.Count > 0 ? T.DraftChanges
        : T.Of(Topic.State);

    private string Look =>
        Topic.IsNew || Topic.Draft.Changes.Count > 0 ? "wait"
        : Topic.State == TopicState.Published ? "yes"
        : "";

    // After the languages stands what shows them all; the preview keeps the last one.
    private Task SpeakAsync(int index)
    {
        all = index == Desk.Tongues.Count;
        return all ? Task.CompletedTask : Desk.SpeakAsync(Desk.Tongues[index].Code);
    }

    // Name, description and how often; of a language that has none, all three are missing.
    private int Missing(string language) =>
        new[] { TopicFields.Name(language), TopicFields.Description(language), TopicFields.HowOften(language) }.Count(
            path => Form.Text(path).Length == 0
        );

    private bool HasFaults(string language) =>
        Topic.Faults.Any(f => TopicFields.OfFault(f.Place.Path) is { } path && DraftPath.LanguageOf(path) == language);

    private MarkupString? FaultAt(string path) =>
        Topic.Faults.FirstOrDefault(f => TopicFields.OfFault(f.Place.Path) == path) is { } fault
            ? Markup.Of(new FaultWords(Frame.Language.Culture).Reason(fault))
            : null;

    private MarkupString People(Phrase sentence) =>
        ToldCount.In(sentence, Topic.Audience.Subscribers, Texts<ToldTexts>(), Frame.Language);

    private async Task PutAsync(TopicState state)
    {
        var (question, text, yes) = state switch
        {
            TopicState.Closed => (T.CloseQuestion, T.CloseText, T.CloseYes),
            TopicState.Archived => (T.ArchiveQuestion, T.ArchiveText, T.ArchiveYes),
            _ => (T.ReopenQuestion, T.ReopenText, Texts<DraftTexts>().PublishNow),
        };
        if (
            !await ConfirmDialog.AskAsync(
                Dialogs,
                question.With(Name),
                yes,
                Say([People(text), .. FormsThatClose(state)]),
                final: false
            )
        )
            return;
        var undo = Desk.UndoAfter();
        var faults = await Service.PutAsync(Ticket, Topic.Key, state);
        if (faults.Count == 0)
            Notices.Say(T.Done.With(Name, T.Of(state)), undo);
        else
            Notices.Refuse(Markup.Of(new FaultWords(Frame.Language.Culture).Reason(faults[0])));
        await Desk.ReloadAsync();
    }

    private async Task MergeAsync()
    {
        if (await MergeDialog.AskAsync(Dialogs, Topic.Key, Name) is not { } into)
            return;
        Notices.Say(T.IsMerged.With(Name, into));
        await Desk.ReloadAsync();
    }

    private async Task UndoPublishAsync()
    {
        var seen = Topic.Version;
        if (
            await ConfirmDialog.AskAsync(
                Dialogs,
                T.UndoQuestion.With(Name),
                T.UndoPublish,
                Say([T.UndoText]),
                final: false
            )
        )
            await Desk.UndoAsync(seen);
    }

    private async Task HistoryAsync()
    {
        if (await HistoryDialog.ShowAsync(Dialogs, Topic, Name, Desk.UndoAfter()))
            await Desk.ReloadAsync();
    }

    private async Task RekeyAsync()
    {
        await Desk.KeepAsync();
        if (await RekeyDialog.AskAsync(Dialogs, Topic.Key) is { } key)
            Navigation.NavigateTo(Frame.To($"/staff/topics/{key}"));
    }

    // A form is shown only while all its topics are open.
    private IEnumerable<MarkupString> FormsThatClose(TopicState state) =>
        Topic is { State: TopicState.Published, Forms: [_, ..] } && state != TopicState.Published
            ? [T.CloseForms.With(Name, Markup.Of(string.Join(", ", Topic.Forms)))]
            : [];

    private static RenderFragment Say(IEnumerable<MarkupString> words) =>
        builder => builder.AddMarkupContent(0, string.Concat(words.Select(w => $"<p>{w.Value}</p>")));
}
