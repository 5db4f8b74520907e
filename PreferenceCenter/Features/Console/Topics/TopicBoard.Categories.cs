using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>The categories of the board: they are put in order as topics are, and named.</summary>
public sealed partial class TopicBoard
{
    private List<BoardCategory> categories = [];
    private List<BoardCategory>? former;

    // The category that its handle picked up, the one that the mouse holds, and the one that it is held over.
    private string? lifted,
        carried,
        over;

    private async Task PickAsync(BoardCategory category)
    {
        focus = HandleOf(category);
        if (lifted == category.Key)
        {
            lifted = null;
            await SaveAsync(category, former!);
            return;
        }
        if (picked is not null)
        {
            picked = null;
            Draw(before!);
        }
        (former, lifted, said) = (
            lifted is null ? categories : former,
            category.Key,
            T.Picked.With(Markup.Of(category.Name))
        );
    }

    private Task KeyAsync(string key, BoardCategory category)
    {
        if (lifted != category.Key)
            return Task.CompletedTask;
        switch (key)
        {
            case "ArrowUp":
                return StepAsync(category, -1);
            case "ArrowDown":
                return StepAsync(category, 1);
            case "Escape":
                (lifted, said, focus) = (null, T.PutBack.With(Markup.Of(category.Name)), HandleOf(category));
                Draw(former!);
                break;
        }
        return Task.CompletedTask;
    }

    private Task StepAsync(BoardCategory category, int by)
    {
        var place = categories.FindIndex(c => c.Key == category.Key) + by;
        if (place < 0 || place >= categories.Count)
            return Task.CompletedTask;
        Put(category, place);
        said = T.CategoryAt.With(Markup.Of(category.Name), Place(place + 1), Place(categories.Count));
        focus = HandleOf(category);
        return Task.CompletedTask;
    }

    private void Carry(BoardCategory category) => carried = category.Key;

    private void Over(BoardCategory category) => over = carried is null ? null : category.Key;

    private async Task DropAsync(BoardCategory onto)
    {
        if (categories.Find(c => c.Key == carried) is not { } category)
            return;
        var was = categories;
        (carried, over) = (null, null);
        Put(category, categories.FindIndex(c => c.Key == onto.Key));
        await SaveAsync(category, was);
    }

    // What was dropped elsewhere stays where it is.
    private void Let()
    {
        (carried, over) = (null, null);
        Take();
    }

    private void Put(BoardCategory category, int place)
    {
        var others = categories.Where(c => c.Key != category.Key).ToList();
        others.Insert(place, category);
        Draw(others);
    }

    private void Draw(List<BoardCategory> anew)
    {
        categories = anew;
        Draw([.. anew.SelectMany(c => order.Where(t => t.Category == c.Key))]);
    }

    private async Task SaveAsync(BoardCategory category, List<BoardCategory> was)
    {
        var (now, back) = (KeysOf(categories), KeysOf(was));
        if (now.SequenceEqual(back))
            said = null;
        else
            await ApplyAsync(
                () => Service.OrderCategoriesAsync(Ticket, now),
                () => Service.OrderCategoriesAsync(Ticket, back),
                T.Moved.With(Markup.Of(category.Name))
            );
    }

    private async Task CategoryAsync(BoardCategory? category)
    {
        if (await CategoryDialog.AskAsync(Dialogs, category) is not { } names)
            return;
        await Changed.InvokeAsync();
        if (category is not null)
            Notices.Say(T.CategoryRenamed.With(Markup.Of(category.Name)), () => NameBackAsync(category, names));
        else if (!Board.Topics.Any())
            await NewTopicAsync(null);
    }

    private async Task NameBackAsync(BoardCategory category, IReadOnlyDictionary<string, string> names)
    {
        var faults = await Service.NameCategoryAsync(Ticket, category.Key, category.Info.Names, names);
        if (faults.Count == 0)
            Notices.Say(T.CategoryUndone);
        else
            Notices.Refuse(Markup.Of(Words.Reason(faults[0])));
        await Changed.InvokeAsync();
    }

    private static List<string> KeysOf(List<BoardCategory> categories) => [.. categories.Select(c => c.Key)];

    private static string HandleOf(BoardCategory category) => "handle-category-" + category.Key;

    private static MarkupString Place(int place) => new(place.ToString(CultureInfo.InvariantCulture));
}
