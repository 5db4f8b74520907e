using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Drafts;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>The topics desk: the board, and the topic that is edited.</summary>
public sealed partial class TopicsDesk : DraftDesk
{
    private TopicBoardView board = new([]);
    private TopicForm? form;
    private TopicPreviewPane? preview;
    private string? first;
    private bool wide;

    [Inject]
    private TopicsService Board { get; set; } = default!;

    [Inject]
    private TopicEditService Service { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The topic in the editor; null for the board alone.</summary>
    [Parameter]
    public string? Key { get; set; }

    internal override DraftForm? Form => form;

    private string? Shown => Key ?? first;

    private TopicsTexts T => Texts<TopicsTexts>();

    internal override MarkupString Name => Named(TopicFields.Name, Shown);

    internal override MarkupString NameOf(string path) => T.NameOf(path);

    internal override string? FieldOf(Fault fault) => TopicFields.OfFault(fault.Place.Path);

    internal override IEnumerable<MarkupString> Meaning() => new EditMeaning(Frame, form!.Read).Sentences();

    internal override (MarkupString Words, string Path)? Next =>
        form!.Read is { IsNew: false, Asks: false, State: not TopicState.Archived, Key: var key }
            ? (T.WriteStatement, $"/staff/notices/{key}")
            : null;

    internal override MarkupString? ValueOf(string path, JsonNode value) => T.ValueOf(path, value);

    internal override Task<IReadOnlyList<Fault>> PublishAsync(Guid seen) =>
        Service.PublishAsync(Ticket?.Sending(RandomId.New(), Shown!), Shown!, seen);

    internal override Task<bool> DiscardAsync(Guid seen) => Service.DiscardAsync(Ticket, Shown!, seen);

    internal override Task<bool> ScheduleAsync(Guid seen, DateTime? local) =>
        Service.ScheduleAsync(Ticket, Shown!, seen, local);

    /// <summary>Publishes the version before again, if the one in force is the one given.</summary>
    internal async Task UndoAsync(int published)
    {
        var sent = Ticket?.Sending(RandomId.New(), Shown!);
        var faults = await Service.RestoreAsync(sent, Shown!, published - 1, published);
        if (faults.Count == 0)
            Notices.Say(T.UndonePublish);
        else
            Notices.Refuse(Markup.Of(new FaultWords(Frame.Language.Culture).Reason(faults[0])));
        await ReloadAsync();
    }

    internal override Func<Task>? UndoAfter()
    {
        if (form!.Read is not { IsNew: false } seen)
            return null;
        // A topic of a time when versions were not kept gets two: the one before, and this one.
        var published = Math.Max(seen.Version, 1) + 1;
        return () => UndoAsync(published);
    }

    private protected override void Leave() => Navigation.NavigateTo(Frame.To("/staff/topics"));

    private protected override Task<EditResult> EditAsync(string path, JsonNode? seen, JsonNode? value) =>
        Service.EditAsync(Ticket, Shown!, path, seen, value);

    private protected override Task ShowAsync() => preview?.ShowAsync() ?? Task.CompletedTask;

    private protected override async Task<IReadOnlyList<ShownText>> ReadAsync()
    {
        board = await Board.BoardAsync(Ticket, Frame.Language.Code, Gone);
        // The first one stays the same one while others are put before it.
        if (Key is null && !board.Topics.Any(t => t.Key == first))
            first = board.Topics.FirstOrDefault(t => t.State == TopicState.Published)?.Key;
        var now = Shown is null ? null : await Service.ReadAsync(Ticket, Shown, Gone);
        if (now is not null && form?.Read.Key == now.Key)
            return form.Receive(now);
        form = now is null ? null : new TopicForm(now);
        return [];
    }
}
