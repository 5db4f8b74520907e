using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Charts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>The board of categories and topics. Another order is in force at once and can be undone.</summary>
public sealed partial class TopicBoard : ConsolePage
{
    private List<BoardTopic> order = [];
    private TopicBoardView? taken;
    private Func<Task<IReadOnlyList<Fault>>>? undo;
    private List<BoardTopic>? before;
    private string? picked,
        focus;
    private MarkupString? said;
    private MudDropContainer<BoardTopic>? drops;
    private int drawn;

    [Inject]
    private TopicsService Service { get; set; } = default!;

    [Inject]
    private ConsoleNotices Notices { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [CascadingParameter]
    private TopicBoardView Board { get; set; } = default!;

    /// <summary>The topic that is open in the editor.</summary>
    [Parameter]
    public string? Key { get; set; }

    /// <summary>The topic that a wide screen shows where none is chosen.</summary>
    [Parameter]
    public string? First { get; set; }

    /// <summary>Reads the board again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private TopicsTexts T => Texts<TopicsTexts>();

    protected override void OnParametersSet() => Take();

    // While somebody moves a topic, what others do waits: a board that is drawn anew would drop what the mouse holds.
    private void Take()
    {
        if (ReferenceEquals(taken, Board) || IsMoving || drops?.TransactionInProgress() == true)
            return;
        (taken, categories) = (Board, [.. Board.Categories]);
        Draw([.. Board.Topics]);
    }

    private bool IsMoving => picked is not null || lifted is not null || carried is not null;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is not { } id)
            return;
        focus = null;
        await Script.InvokeVoidAsync("preferenceConsole.focus", Gone, id);
    }

    // MudBlazor keeps places of its own in a container: with another order it is another one.
    private void Draw(List<BoardTopic> topics)
    {
        order = topics;
        drawn++;
    }

    private async Task PickAsync(BoardTopic topic)
    {
        if (picked == topic.Key)
        {
            await PutDownAsync(topic);
            return;
        }
        if (lifted is not null)
        {
            lifted = null;
            Draw(former!);
        }
        (picked, before, said) = (topic.Key, [.. order], T.Picked.With(Markup.Of(topic.Name)));
        focus = HandleOf(topic);
    }

    private Task KeyAsync(string key, BoardTopic topic)
    {
        if (picked != topic.Key)
            return Task.CompletedTask;
        switch (key)
        {
            case "ArrowUp":
                return StepAsync(topic, -1);
            case "ArrowDown":
                return StepAsync(topic, 1);
            case "Escape":
                (picked, said, focus) = (null, T.PutBack.With(Markup.Of(topic.Name)), HandleOf(topic));
                Draw(before!);
                break;
        }
        return Task.CompletedTask;
    }

    // Over the end of its category it goes into the next.
    private Task StepAsync(BoardTopic topic, int by)
    {
        var moved = order.First(t => t.Key == topic.Key);
        var beside = order.Where(t => t.Category == moved.Category).ToList();
        var (at, place) = (categories.FindIndex(c => c.Key == moved.Category), beside.IndexOf(moved) + by);
        if (place < 0 || place >= beside.Count)
        {
            at += by;
            if (at < 0 || at >= categories.Count)
                return Task.CompletedTask;
            place = by > 0 ? 0 : order.Count(t => t.Category == categories[at].Key);
        }
        Put(moved, categories[at].Key, place);
        said = T.At.With(
            Markup.Of(topic.Name),
            new((place + 1).ToString(CultureInfo.InvariantCulture)),
            Markup.Of(categories[at].Name)
        );
        focus = HandleOf(topic);
        return Task.CompletedTask;
    }

    private void Put(BoardTopic moved, string category, int place)
    {
        var topics = order.Where(t => t.Key != moved.Key).ToList();
        var beside = topics.Where(t => t.Category == category).ToList();
        beside.Insert(Math.Min(place, beside.Count), moved with { Category = category });
        Draw([.. categories.SelectMany(c => c.Key == category ? beside : topics.Where(t => t.Category == c.Key))]);
    }

    private async Task PutDownAsync(BoardTopic topic)
    {
        (picked, focus) = (null, HandleOf(topic));
        await SaveAsync(topic, PlacesOf(before!));
    }

    private async Task DroppedAsync(MudItemDropInfo<BoardTopic> drop)
    {
        if (drop.Item is not { } topic)
            return;
        var was = PlacesOf(order);
        Put(topic, drop.DropzoneIdentifier, drop.IndexInZone);
        await SaveAsync(topic, was);
    }

    private async Task SaveAsync(BoardTopic topic, IReadOnlyList<TopicPlace> was)
    {
        var now = PlacesOf(order);
        if (now.SequenceEqual(was))
        {
            said = null;
            return;
        }
        await ApplyAsync(
            () => Service.OrderAsync(Ticket, now),
            () => Service.OrderAsync(Ticket, was),
            T.Moved.With(Markup.Of(topic.Name))
        );
    }

    private async Task UndoAsync() => await ApplyAsync(undo!, null, T.Undone);

    private async Task ApplyAsync(
        Func<Task<IReadOnlyList<Fault>>> apply,
        Func<Task<IReadOnlyList<Fault>>>? back,
        MarkupString words
    )
    {
        var faults = await apply();
        (undo, said) = faults.Count == 0 ? (back, (MarkupString?)words) : (null, null);
        if (faults.Count > 0)
            Notices.Refuse(Markup.Of(Words.Reason(faults[0])));
        await Changed.InvokeAsync();
    }

    private async Task NewTopicAsync(string? category)
    {
        if (await NewTopicDialog.AskAsync(Dialogs, Board.Categories, category) is { } key)
            Navigation.NavigateTo(Frame.To($"/staff/topics/{key}"));
    }

    private FaultWords Words => new(Frame.Language.Culture);

    private static List<TopicPlace> PlacesOf(List<BoardTopic> topics) =>
        [.. topics.Select(t => new TopicPlace(t.Key, t.Category))];

    private static string HandleOf(BoardTopic topic) => "handle-" + topic.Key;

    private static string Plain(string template, string name) =>
        string.Format(CultureInfo.InvariantCulture, template, name);

    private string Number(long told) => ToldCount.Short(told, Frame.Language.Culture);
}
